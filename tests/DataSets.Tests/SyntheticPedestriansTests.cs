using JsccGrid.Experiments.Cells;
using SkiaSharp;
using Xunit;

namespace JsccGrid.DataSets.Tests;

public sealed class SyntheticPedestriansTests
{
    private static readonly SyntheticPedestriansOptions Small = new()
    {
        TrainIdentities = 3,
        TestIdentities = 2,
        ImagesPerCamera = 2,
        Height = 32,
        Width = 16,
        Seed = 7
    };

    [Fact]
    public void Generate_Options_DecideSplitsPeopleAndCameras()
    {
        using var folder = new TestFolder();
        Generate(folder.Path, Small with { ImagesPerCamera = 3 });

        var dataSet = ReIdDataSet.Open(folder.Path);

        Assert.Equal(
            from person in new[] { 1, 2, 3 } from camera in new[] { 1, 2 } from image in new[] { 1, 2, 3 } select (person, camera),
            dataSet.Train.Select(image => (image.PersonId, image.CameraId)));
        Assert.Equal([(4, 1), (4, 2), (5, 1), (5, 2)], dataSet.Query.Select(image => (image.PersonId, image.CameraId)));
        Assert.Equal(
            [(4, 1), (4, 1), (4, 2), (4, 2), (5, 1), (5, 1), (5, 2), (5, 2)],
            dataSet.Gallery.Select(image => (image.PersonId, image.CameraId)));
        using var bitmap = SKBitmap.Decode(dataSet.Query[0].Path);
        Assert.Equal((32, 16), (bitmap.Height, bitmap.Width));
    }

    [Fact]
    public void Generate_SameSeed_DrawsTheSameBytes()
    {
        using var folder = new TestFolder();

        Assert.Equal(Draw(folder, "a", Small), Draw(folder, "b", Small));
    }

    [Fact]
    public void Generate_OtherSeed_DrawsOtherPictures()
    {
        using var folder = new TestFolder();
        var (first, second) = (Draw(folder, "a", Small), Draw(folder, "b", Small with { Seed = 8 }));

        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first.Keys, name => Assert.NotEqual(first[name], second[name]));
    }

    [Fact]
    public void Generate_MorePeople_LeavesTheOthersAsTheyWere()
    {
        using var folder = new TestFolder();
        var (few, more) = (Draw(folder, "a", Small), Draw(folder, "b", Small with { TestIdentities = 4, ImagesPerCamera = 3 }));

        Assert.All(few, image => Assert.Equal(image.Value, more[image.Key]));
    }

    [Fact]
    public void Generate_EveryImage_DiffersFromTheOthers()
    {
        using var folder = new TestFolder();
        var images = Draw(folder, "a", Small);

        Assert.Equal(20, images.Count);
        Assert.Equal(20, images.Values.Distinct().Count());
    }

    [Fact]
    public void Generate_Again_LeavesTheFilesAlone()
    {
        using var folder = new TestFolder();
        Generate(folder.Path, Small);
        folder.Write("query/0004_c1_01.jpg", [1, 2, 3]);

        Generate(folder.Path, Small);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(folder.Path, "query/0004_c1_01.jpg")));
    }

    [Fact]
    public void Generate_OtherOptionsThanTheFolders_SaysBoth()
    {
        using var folder = new TestFolder();
        Generate(folder.Path, Small);

        var error = Assert.Throws<DataSetException>(() => Generate(folder.Path, Small with { Seed = 8 }));

        Assert.Contains("Seed = 7", error.Message);
        Assert.Contains("Seed = 8", error.Message);
    }

    [Theory]
    [InlineData("holiday.jpg", "")]
    [InlineData("synthetic.json", "{ not json")]
    [InlineData("synthetic.json", "null")]
    public void Generate_FolderOfSomethingElse_IsRefusedAndKept(string name, string content)
    {
        using var folder = new TestFolder();
        folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));

        var error = Assert.Throws<DataSetException>(() => Generate(folder.Path, Small));

        Assert.Contains("expected a new or empty folder", error.Message);
        Assert.Equal(name, Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(folder.Path))));
    }

    [Fact]
    public void Generate_CutShortBefore_StartsOver()
    {
        using var folder = new TestFolder();
        folder.Write("a.partial/query/0009_c1_01.jpg", [1]);

        Assert.Equal(20, Draw(folder, "a", Small).Count);

        Assert.Equal("a", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(folder.Path))));
    }

    [Fact]
    public void Generate_OptionsOutOfRange_ReportsAll()
    {
        using var folder = new TestFolder();

        var error = Assert.Throws<DataSetException>(() =>
            Generate(folder.Path, new() { TrainIdentities = 1, TestIdentities = 0, ImagesPerCamera = 1, Height = 8, Width = 2000 }));

        Assert.Equal(5, error.Problems.Count);
        Assert.Contains("height: 8 is out of range; expected 16 to 1024 pixels", error.Problems);
    }

    private static void Generate(string folder, SyntheticPedestriansOptions options) =>
        SyntheticPedestrians.Generate(folder, options, TestContext.Current.CancellationToken);

    /// <summary>Contents of the images by path in the data set, in hexadecimal.</summary>
    private static SortedDictionary<string, string> Draw(TestFolder folder, string name, SyntheticPedestriansOptions options)
    {
        var path = Path.Combine(folder.Path, name);
        Generate(path, options);
        return new(Directory.EnumerateFiles(path, "*.jpg", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(path, file),
                file => Convert.ToHexString(File.ReadAllBytes(file))), StringComparer.Ordinal);
    }
}
