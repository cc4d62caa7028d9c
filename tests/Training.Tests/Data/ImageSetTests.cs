using JsccGrid.DataSets;
using JsccGrid.DataSets.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using SkiaSharp;
using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests.Data;

public sealed class ImageSetTests
{
    /// <summary>Grey levels, 6 rows of 8, as <see cref="Pillow"/> was computed from.</summary>
    private static readonly byte[] Grey = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 37 % 256))];

    /// <summary>What Pillow 9.4's <c>resize((width, height), BICUBIC)</c> makes of <see cref="Grey"/>.</summary>
    public static TheoryData<int, int, byte[]> Pillow { get; } = new()
    {
        { 3, 4, [41, 118, 181, 75, 123, 183, 89, 74, 196, 98, 78, 161] },
        {
            9, 5,
            [
                9, 66, 127, 201, 95, 28, 85, 151, 190, 55, 59, 116, 186, 149, 22, 85, 143, 214, 64, 56, 112, 179, 175, 36, 88, 139,
                204, 105, 47, 118, 170, 201, 39, 84, 144, 204, 132, 44, 118, 175, 225, 70, 67, 137, 194
            ]
        },
        {
            4, 12,
            [
                11, 27, 55, 80, 104, 129, 155, 192, 205, 161, 72, 13, 66, 83, 111, 136, 168, 196, 211, 149, 68, 28, 46, 74, 130,
                146, 177, 214, 197, 139, 49, 33, 56, 90, 120, 137, 186, 213, 212, 115, 52, 32, 70, 99, 124, 149, 176, 193
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Pillow))]
    public void Load_Resize_IsWithinTwoLevelsOfPillow(int height, int width, byte[] expected)
    {
        using var folder = new TestFolder();

        var pixels = Load(folder.Image("a.png", TestFolder.Png(8, 6, depth: 8, colourType: 0, Grey)), height, width);

        for (var channel = 0; channel < 3; channel++)
            Assert.All(expected, (level, i) => Assert.InRange(pixels[(channel * height * width) + i], level - 2, level + 2));
    }

    [Fact]
    public void Load_SameSize_KeepsEveryPixel()
    {
        using var folder = new TestFolder();
        var samples = Enumerable.Range(0, 4 * 5 * 3).Select(i => (byte)(i * 41)).ToArray();

        var pixels = Load(folder.Image("a.png", TestFolder.Png(5, 4, depth: 8, colourType: 2, samples)), 4, 5);

        for (var channel = 0; channel < 3; channel++)
            Assert.Equal(samples.Where((_, i) => i % 3 == channel), pixels[(channel * 20)..((channel + 1) * 20)]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    public void Load_UniformImage_StaysUniform(int sourceWidth, int sourceHeight)
    {
        using var folder = new TestFolder();
        var samples = Enumerable.Repeat((byte)201, sourceWidth * sourceHeight).ToArray();

        Assert.All(
            Load(folder.Image("a.png", TestFolder.Png(sourceWidth, sourceHeight, depth: 8, colourType: 0, samples)), 16, 9),
            level => Assert.Equal(201, level));
    }

    public static TheoryData<string, byte[]> WhiteFiles { get; } = new()
    {
        { "1-bit", TestFolder.Png(1, 1, depth: 1, colourType: 0, [0x80]) },
        { "grey", TestFolder.Png(1, 1, depth: 8, colourType: 0, [255]) },
        { "grey and alpha", TestFolder.Png(1, 1, depth: 8, colourType: 4, [255, 0]) },
        { "palette", TestFolder.Png(1, 1, depth: 8, colourType: 3, [1], palette: [0, 0, 0, 255, 255, 255]) },
        {
            "palette with a transparent entry",
            TestFolder.Png(1, 1, depth: 2, colourType: 3, [0x40], palette: [0, 0, 0, 255, 255, 255], transparency: [255, 0])
        },
        { "RGB", TestFolder.Png(1, 1, depth: 8, colourType: 2, [255, 255, 255]) },
        { "RGB, transparent", TestFolder.Png(1, 1, depth: 8, colourType: 6, [255, 255, 255, 0]) },
        { "RGB, half transparent", TestFolder.Png(1, 1, depth: 8, colourType: 6, [255, 255, 255, 128]) },
        { "RGB, 16 bits", TestFolder.Png(1, 1, depth: 16, colourType: 2, [255, 255, 255, 255, 255, 255]) },
        {
            "BMP",
            [
                .. "BM:\0\0\0\0\0\0\0"u8, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0,
                .. new byte[24], 255, 255, 255, 0
            ]
        },
        { "JPEG", Encode(SKEncodedImageFormat.Jpeg) },
        { "WebP", Encode(SKEncodedImageFormat.Webp) },
    };

    [Theory]
    [MemberData(nameof(WhiteFiles))]
    public void Load_WhitePixelInAnyMode_IsWhite(string mode, byte[] file)
    {
        using var folder = new TestFolder();

        Assert.True(Load(folder.Image("a.png", file), 1, 1).SequenceEqual(new byte[] { 255, 255, 255 }), mode);
    }

    [Fact]
    public void Load_TransparentColour_KeepsItsColour()
    {
        using var folder = new TestFolder();

        Assert.Equal([200, 100, 3], Load(folder.Image("a.png", TestFolder.Png(1, 1, depth: 8, colourType: 6, [200, 100, 3, 1])), 1, 1));
    }

    [Fact]
    public void Load_SeveralPeople_LabelsAreDenseInAscendingOrderOfId()
    {
        using var folder = new TestFolder();
        var images = new[] { 700, 3, 1500, 3 }
            .Select((person, i) => folder.Image($"{i}.png", TestFolder.RandomPng(4, 8, i), person))
            .ToList();

        using var set = ImageSet.Load(images, Input(8, 4), threads: 2, TestContext.Current.CancellationToken);

        Assert.Equal(3, set.Classes);
        Assert.Equal([1L, 0, 2, 0], set.Labels.data<long>().ToArray());
        Assert.Equal(torch.ScalarType.Byte, set.Pixels.dtype);
        Assert.Equal([4L, 3, 8, 4], set.Pixels.shape);
        Assert.Same(images, set.Images);
    }

    [Fact]
    public void Load_AnyNumberOfThreads_GivesTheSameBytes()
    {
        using var folder = new TestFolder();
        var images = Enumerable.Range(0, 40)
            .Select(i => folder.Image($"{i}.png", TestFolder.RandomPng(9 + (i % 3), 17, i), person: i))
            .ToList();

        using var one = ImageSet.Load(images, Input(32, 16), threads: 1, TestContext.Current.CancellationToken);
        using var many = ImageSet.Load(images, Input(32, 16), threads: 7, TestContext.Current.CancellationToken);

        Assert.True(one.Pixels.bytes.SequenceEqual(many.Pixels.bytes));
    }

    [Fact]
    public void Load_BrokenFiles_ReportsEveryOneOfThem()
    {
        using var folder = new TestFolder();
        var whole = TestFolder.RandomPng(30, 30, 1);
        var damaged = whole.ToArray();
        damaged[whole.Length / 2] ^= 0xFF;
        ReIdImage[] images =
        [
            folder.Image("whole.png", whole),
            folder.Image("truncated.png", whole[..(whole.Length / 2)]),
            folder.Image("header-only.png", whole[..20]),
            folder.Image("empty.png", []),
            folder.Image("text.png", "not an image"u8.ToArray()),
            folder.Image("damaged.png", damaged),
            folder.Image("truncated.jpg", Encode(SKEncodedImageFormat.Jpeg)[..^20]),
            new ReIdImage(Path.Combine(folder.Path, "missing.png"), 1, 1),
        ];

        var error = Assert.Throws<DataSetException>(
            () => ImageSet.Load(images, Input(8, 8), threads: 2, TestContext.Current.CancellationToken));

        Assert.Contains("7 of 8 images", error.Message);
        Assert.Equal(
            images.Skip(1).Select(image => image.Path),
            error.Problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.Contains("ends before its 30 x 30 pixels", error.Problems[0]);
        Assert.Contains("empty", error.Problems[2]);
        Assert.Contains("not an image", error.Problems[3]);
        Assert.Contains("damaged", error.Problems[4]);
    }

    [Fact]
    public void Load_Cancelled_Throws()
    {
        using var folder = new TestFolder();

        Assert.Throws<OperationCanceledException>(() =>
            ImageSet.Load(
                [folder.Image("a.png", TestFolder.RandomPng(2, 2, 1))],
                Input(2, 2),
                threads: 1,
                new CancellationToken(canceled: true)));
    }

    [Fact]
    public void MoveTo_OtherDevice_MovesPixelsAndLabels()
    {
        using var folder = new TestFolder();
        using var set = ImageSet.Load(
            [folder.Image("a.png", TestFolder.RandomPng(2, 2, 1))], Input(2, 2), threads: 1, TestContext.Current.CancellationToken);

        Assert.Same(set, set.MoveTo(torch.META));

        Assert.Equal((DeviceType.META, DeviceType.META), (set.Pixels.device_type, set.Labels.device_type));
    }

    [Fact]
    public void Load_InADisposeScope_OutlivesIt()
    {
        using var folder = new TestFolder();
        ImageSet set;
        using (torch.NewDisposeScope())
            set = ImageSet
                .Load(
                    [folder.Image("a.png", TestFolder.RandomPng(2, 2, 1))],
                    Input(2, 2),
                    threads: 1,
                    TestContext.Current.CancellationToken)
                .MoveTo(torch.CPU);

        using (set) Assert.Equal((12L, 1L), (set.Pixels.numel(), set.Labels.numel()));
    }

    private static byte[] Load(ReIdImage image, int height, int width)
    {
        using var set = ImageSet.Load([image], Input(height, width), threads: 1, TestContext.Current.CancellationToken);
        return set.Pixels.bytes.ToArray();
    }

    internal static InputRecipe Input(int height, int width) =>
        new() { Height = height, Width = width, Mean = [0.485, 0.456, 0.406], StandardDeviation = [0.229, 0.224, 0.225] };

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(16, 16);
        bitmap.Erase(SKColors.White);
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
