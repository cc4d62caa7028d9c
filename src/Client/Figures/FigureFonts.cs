using ScottPlot;
using SkiaSharp;

namespace JsccGrid.Client.Figures;

/// <summary>The figures' typeface, Inter, carried in this assembly: the same on every machine, also on one without fonts.</summary>
internal static class FigureFonts
{
    public const string Family = "Inter";

    private static readonly Lock Gate = new();
    private static bool registered;

    /// <summary>Makes ScottPlot draw <see cref="Family"/> with the carried files.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (registered) return;
            ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver());
            registered = true;
        }
    }

    /// <summary>CSS that gives browsers the same typeface.</summary>
    public static string FontFaces { get; } = FontFace("Regular", weight: 400) + "\n" + FontFace("SemiBold", weight: 600);

    private static string FontFace(string style, int weight) =>
        $"@font-face {{ font-family: {Family}; font-weight: {weight}; "
        + $"src: url(data:font/otf;base64,{Convert.ToBase64String(Read(style))}) }}";

    private static byte[] Read(string style)
    {
        using var stream = typeof(FigureFonts).Assembly.GetManifestResourceStream($"JsccGrid.Client.Figures.Fonts.Inter-{style}.otf")
            ?? throw new InvalidOperationException($"The assembly lacks Inter-{style}.otf.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
        {
            if (fontName != Family) return null;
            using var data = SKData.CreateCopy(Read(weight >= FontWeight.SemiBold ? "SemiBold" : "Regular"));
            return SKTypeface.FromData(data);
        }

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
    }
}
