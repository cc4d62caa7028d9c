using Xunit;

namespace JsccGrid.DataSets.Tests;

public sealed class DataSetCheckTests
{
    [Fact]
    public void Run_WholeDataSet_CountsWhatIsThere()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Write("bounding_box_train/0003_c3_1.png", TestFolder.RandomPng(10, 40, 1));
        folder.Write("bounding_box_train/README.txt", []);
        folder.Add("bounding_box_test/0000_c1_1.png", "bounding_box_test/-1_c1_1.png");

        var report = DataSetCheck.Run(folder.Path, threads: 2, TestContext.Current.CancellationToken);

        Assert.True(report.IsUsable);
        Assert.Equal(folder.Path, report.Folder);
        Assert.Equal(
            new SplitReport
            {
                Name = "bounding_box_train", Images = 9, Identities = 2, Cameras = 3, ImagesPerIdentity = new Spread(4, 4.5, 5),
                Height = new Spread(2, 2, 40), Width = new Spread(2, 2, 10), Junk = 0, Distractors = 0, OtherFiles = 1,
            },
            report.Splits[0]);
        Assert.Equal(
            new SplitReport
            {
                Name = "bounding_box_test", Images = 5, Identities = 2, Cameras = 2, ImagesPerIdentity = new Spread(2, 2, 2),
                Height = new Spread(2, 2, 2), Width = new Spread(2, 2, 2), Junk = 1, Distractors = 1, OtherFiles = 0,
            },
            report.Splits[2]);
        Assert.Equal("bounding_box_test: 1 images of person -1 (junk) are left out", Assert.Single(report.Warnings));
    }

    [Fact]
    public void Run_BrokenDataSet_ReportsNamesAndContents()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Write("query/0004_c1_1.png", []);
        folder.Write("bounding_box_train/0003_c1_1.png", "text"u8.ToArray());
        folder.Add("query/bad.png");

        var report = DataSetCheck.Run(folder.Path, threads: 2, TestContext.Current.CancellationToken);

        Assert.False(report.IsUsable);
        Assert.Collection(report.Problems,
            problem => Assert.StartsWith("query/bad.png", problem),
            problem => Assert.Contains(Path.Combine("bounding_box_train", "0003_c1_1.png") + ": not an image", problem),
            problem => Assert.Contains(Path.Combine("query", "0004_c1_1.png") + ": the file is empty", problem));
    }

    [Fact]
    public void Run_NoSuchFolder_IsAProblem()
    {
        var report = DataSetCheck.Run(
            Path.Combine(Path.GetTempPath(), "jsccgrid-no-such-folder"),
            threads: 1,
            TestContext.Current.CancellationToken);

        Assert.Contains("no such folder", Assert.Single(report.Problems));
        Assert.All(report.Splits, split => Assert.Equal((0, null, null), (split.Images, split.ImagesPerIdentity, split.Height)));
    }

    [Fact]
    public void Run_ImagesInFormatsThatAreNotRead_AreSaidToBeLeftOut()
    {
        using var folder = TestFolder.WithDataSet();
        foreach (var name in new[] { "query/0004_c1_2.gif", "query/0004_c1_3.TIFF", "query/.hidden.gif", "query/notes.txt" })
            folder.Write(name, []);

        var report = DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken);

        Assert.True(report.IsUsable);
        Assert.Equal(4, report.Splits[1].OtherFiles);
        Assert.Equal(
            "query: left out: 2 images (.gif, .TIFF) in a format that is not read, 0004_c1_2.gif the first; "
                + "expected JPEG, PNG, BMP or WebP",
            Assert.Single(report.Warnings));
        Assert.Equal(report.Warnings, ReIdDataSet.Open(folder.Path).Warnings);
    }

    [Fact]
    public void Run_NothingButImagesInFormatsThatAreNotRead_IsAProblemThatSaysSo()
    {
        using var folder = TestFolder.WithDataSet();
        foreach (var image in Directory.GetFiles(Path.Combine(folder.Path, "query")))
            File.Move(image, Path.ChangeExtension(image, ".avif"));

        var problem = Assert.Single(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Problems);

        Assert.Contains("4 images (.avif) in a format that is not read", problem);
    }

    [Theory]
    [InlineData("GIF89a", "a GIF image")]
    [InlineData("II*\0", "a TIFF image")]
    [InlineData("\0\0\0 ftypavif", "an AVIF image")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer, not the file itself")]
    [InlineData("\n<!DOCTYPE html>", "an HTML page")]
    [InlineData("\0\0\0\0\0\0\0\0", "nothing but zeros")]
    public void Run_AnotherFileUnderAnImagesName_IsSaidToBeThat(string content, string expected)
    {
        using var folder = TestFolder.WithDataSet();
        folder.Write("query/0004_c1_1.png", System.Text.Encoding.Latin1.GetBytes(content));

        var problem = Assert.Single(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Problems);

        Assert.Contains($"0004_c1_1.png: the file is {expected}", problem);
    }

    [Fact]
    public void Run_MoreThanAHundredMegapixels_IsRefusedByTheHeader()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Write("query/0004_c1_1.png", TestFolder.Png(20_000, 10_000, depth: 8, colourType: 2, new byte[10_000]));

        var problem = Assert.Single(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Problems);

        Assert.EndsWith("0004_c1_1.png: 20000 x 10000 pixels; expected at most 100 megapixels", problem);
    }

    [Fact]
    public void Run_ImageWithAnOrientation_IsSaidToBeUsedAsStored()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Write("query/0004_c1_1.jpg", TestFolder.TurnedJpeg(16, 8));

        var report = DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken);

        Assert.True(report.IsUsable);
        Assert.Equal((16, 8), (report.Splits[1].Width!.Value.Maximum, report.Splits[1].Height!.Value.Maximum));
        Assert.StartsWith("query: 1 image carries an EXIF orientation, which is not applied", Assert.Single(report.Warnings));
        Assert.Contains("0004_c1_1.jpg", Assert.Single(report.Warnings));
    }

    [Fact]
    public void Run_JunkThatCannotBeRead_IsAProblemToo()
    {
        using var folder = TestFolder.WithDataSet();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "bounding_box_test", "-1_c1_1.png"), "nowhere");

        Assert.StartsWith(
            "bounding_box_test/-1_c1_1.png: a link to 'nowhere', which is not there",
            Assert.Single(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Problems));
    }

    [Fact]
    public void Run_FolderOfAnotherLayout_SaysWhatIsExpectedAndWhereItMayBe()
    {
        using var outer = new TestFolder();
        foreach (var part in new[] { "train", "val" }) Directory.CreateDirectory(Path.Combine(outer.Path, part));

        var foreign = DataSetCheck.Run(outer.Path, threads: 1, TestContext.Current.CancellationToken);

        Assert.Empty(foreign.Splits);
        Assert.Equal(
            $"{outer.Path}: not a re-ID data set; expected a folder that holds bounding_box_train, query, bounding_box_test; "
                + "it holds train, val",
            Assert.Single(foreign.Problems));

        outer.Add("Market/bounding_box_train/0001_c1.png", "Market/query/0002_c1.png", "Market/bounding_box_test/0002_c2.png");
        Assert.EndsWith(
            $", as {Path.Combine(outer.Path, "Market")} does",
            Assert.Single(DataSetCheck.Run(outer.Path, threads: 1, TestContext.Current.CancellationToken).Problems));
    }

    [Fact]
    public void Run_PeopleThatTeachLittle_AreWarnedAbout()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Add("bounding_box_train/0009_c1_1.png", "bounding_box_train/0000_c1_1.png", "query/0000_c1_1.png");

        Assert.Collection(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Warnings,
            warning => Assert.StartsWith("bounding_box_train: 1 images of person 0000", warning),
            warning => Assert.StartsWith("query: 1 images of person 0000", warning),
            warning => Assert.StartsWith("bounding_box_train: 1 people are seen by one camera only", warning));
    }
}
