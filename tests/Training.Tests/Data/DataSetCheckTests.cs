using JsccGrid.Training.Data;
using Xunit;

namespace JsccGrid.Training.Tests.Data;

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
        var report = DataSetCheck.Run(Path.Combine(Path.GetTempPath(), "jsccgrid-no-such-folder"), threads: 1, TestContext.Current.CancellationToken);

        Assert.Contains("no such folder", Assert.Single(report.Problems));
        Assert.All(report.Splits, split => Assert.Equal((0, null, null), (split.Images, split.ImagesPerIdentity, split.Height)));
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
