using JsccGrid.Experiments.Cells;
using JsccGrid.Import.People;
using Xunit;

namespace JsccGrid.Import.Tests.People;

public sealed class FolderImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-import-").FullName;

    private string Target => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Run_AfterOneThatEndedWithinAnImage_WritesItAnew()
    {
        Assert.Throws<IOException>(() => Run(Image("a.png", path =>
        {
            File.WriteAllText(path, "half");
            throw new IOException("full");
        })));

        var existed = false;
        Run(Image("a.png", path =>
        {
            existed = File.Exists(path);
            File.WriteAllText(path, "whole");
        }));

        Assert.False(existed, "What may be read-only was there to be written over.");
        Assert.Equal(
            ["bounding_box_train/0001_c1_a.png", "import.json"],
            Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file)).Order());
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Run_WhileAnotherIsAtWork_IsRefused()
    {
        var message = "";
        Run(Image("a.png", path =>
        {
            message = Assert.Throws<DataSetException>(() => Run(Image("a.png", other => File.WriteAllText(other, "second")))).Message;
            File.WriteAllText(path, "first");
        }));

        Assert.Contains("another import into it seems to be at work", message);
        Assert.Equal("first", File.ReadAllText(Path.Combine(Target, "bounding_box_train", "0001_c1_a.png")));
    }

    [Fact]
    public void Run_TwoImagesOfOneName_IsRefused()
    {
        var image = Image("a.png", path => File.WriteAllText(path, ""));

        Assert.Contains(
            "2 images would be bounding_box_train/0001_c1_a.png", Assert.Throws<DataSetException>(() => Run(image, image)).Message);
        Assert.False(Directory.Exists(Target));
    }

    private static PersonImage Image(string name, Action<string> write) => PersonImage.Of(DataSetPart.Train, 1, 1, name, write);

    private void Run(params PersonImage[] images) => new FolderImport(Target, new Dictionary<string, string> { ["source"] = "a test" })
        .Run(images, progress: null, TestContext.Current.CancellationToken);
}
