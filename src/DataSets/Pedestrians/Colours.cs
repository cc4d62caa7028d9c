using SkiaSharp;

namespace JsccGrid.DataSets.Pedestrians;

/// <summary>Colours as people wear them: dark and grey ones are frequent.</summary>
internal static class Colours
{
    // hue in degrees, saturation and value in percent
    private static readonly (SKColor Item, float Weight)[] Garments =
    [
        (SKColor.FromHsv(0, 0, 11), 4), (SKColor.FromHsv(0, 0, 30), 2), (SKColor.FromHsv(0, 0, 55), 2), (SKColor.FromHsv(40, 4, 92), 3),
        (SKColor.FromHsv(225, 60, 28), 3), (SKColor.FromHsv(215, 65, 55), 2), (SKColor.FromHsv(205, 35, 78), 1.5f),
        (SKColor.FromHsv(0, 80, 70), 1.5f), (SKColor.FromHsv(345, 65, 38), 1), (SKColor.FromHsv(340, 35, 88), 1),
        (SKColor.FromHsv(130, 55, 45), 1), (SKColor.FromHsv(75, 45, 38), 1), (SKColor.FromHsv(170, 60, 60), 0.7f),
        (SKColor.FromHsv(48, 80, 90), 1), (SKColor.FromHsv(24, 80, 88), 0.8f),
        (SKColor.FromHsv(38, 30, 78), 1.5f), (SKColor.FromHsv(25, 50, 40), 1.5f), (SKColor.FromHsv(275, 45, 50), 0.8f),
    ];

    private static readonly SKColor[] HairShades =
    [
        SKColor.FromHsv(20, 30, 9), SKColor.FromHsv(24, 50, 22), SKColor.FromHsv(26, 55, 42),
        SKColor.FromHsv(42, 45, 78), SKColor.FromHsv(16, 70, 50), SKColor.FromHsv(0, 0, 66),
    ];

    public static SKColor Garment(Random random) => Vary(random.Pick<SKColor>(Garments), random);

    /// <summary>A garment colour that can be told from another.</summary>
    public static SKColor GarmentBeside(SKColor other, Random random)
    {
        var colour = Garment(random);
        while (Difference(colour, other) < 130) colour = Garment(random);
        return colour;
    }

    public static SKColor Hair(Random random) => Vary(random.Pick<SKColor>(HairShades), random);

    public static SKColor Skin(Random random) =>
        SKColor.FromHsv(random.Between(16, 28), random.Between(30, 58), random.Between(38, 94));

    /// <summary>Lighter for a factor above 1, darker below.</summary>
    public static SKColor Shade(this SKColor colour, float factor) =>
        new(Scale(colour.Red, factor), Scale(colour.Green, factor), Scale(colour.Blue, factor), colour.Alpha);

    private static int Difference(SKColor a, SKColor b) =>
        Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    private static SKColor Vary(SKColor colour, Random random)
    {
        colour.ToHsv(out var hue, out var saturation, out var value);
        return SKColor.FromHsv(
            (hue + random.Between(-7, 7) + 360) % 360,
            Math.Clamp(saturation + random.Between(-6, 6), 0, 100),
            Math.Clamp(value + random.Between(-5, 5), 4, 97));
    }

    private static byte Scale(byte channel, float factor) => (byte)Math.Clamp(channel * factor, 0, 255);
}
