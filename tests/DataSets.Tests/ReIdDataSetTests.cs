using JsccGrid.Experiments.Cells;
using Xunit;

namespace JsccGrid.DataSets.Tests;

public sealed class ReIdDataSetTests
{
    [Theory]
    [InlineData("0002_c1s1_000451_03.jpg", 2, 1)]
    [InlineData("0002_c3_0001.JPEG", 2, 3)]
    [InlineData("1501_c14s2_000001_00.png", 1501, 14)]
    [InlineData("12345_c2.bmp", 12345, 2)]
    [InlineData("9_c0_x.webp", 9, 0)]
    public void Open_NameInBenchmarkForm_GivesPersonAndCamera(string name, int person, int camera)
    {
        using var folder = TestFolder.WithDataSet();
        folder.Add($"bounding_box_train/{name}");

        var image = Assert.Single(ReIdDataSet.Open(folder.Path).Train, image => Path.GetFileName(image.Path) == name);

        Assert.Equal((person, camera), (image.PersonId, image.CameraId));
    }

    [Fact]
    public void Open_WholeDataSet_ListsSplitsInOrderOfName()
    {
        using var folder = TestFolder.WithDataSet();

        var dataSet = ReIdDataSet.Open(folder.Path + Path.DirectorySeparatorChar);

        Assert.Equal(Path.GetFileName(folder.Path), dataSet.Name);
        Assert.Equal(
            [
                "0003_c1_1.png", "0003_c1_2.png", "0003_c2_1.png", "0003_c2_2.png",
                "0007_c1_1.png", "0007_c1_2.png", "0007_c2_1.png", "0007_c2_2.png"
            ],
            dataSet.Train.Select(image => Path.GetFileName(image.Path)));
        Assert.Equal([(4, 1), (4, 2), (5, 1), (5, 2)], dataSet.Query.Select(image => (image.PersonId, image.CameraId)));
        Assert.Equal([(4, 1), (4, 2), (5, 1), (5, 2)], dataSet.Gallery.Select(image => (image.PersonId, image.CameraId)));
    }

    [Fact]
    public void Open_JunkAndDistractors_StayOnlyWhereTheProtocolUsesThem()
    {
        using var folder = TestFolder.WithDataSet();
        foreach (var split in new[] { "bounding_box_train", "query", "bounding_box_test" })
            folder.Add($"{split}/-1_c3s1_000401_00.png", $"{split}/0000_c3s1_000401_00.png");

        var dataSet = ReIdDataSet.Open(folder.Path);

        Assert.All(dataSet.Train.Concat(dataSet.Query), image => Assert.True(image.PersonId > 0));
        Assert.Equal(0, Assert.Single(dataSet.Gallery, image => image.PersonId <= 0).PersonId);
    }

    [Fact]
    public void Open_FilesThatAreNoImages_AreIgnored()
    {
        using var folder = TestFolder.WithDataSet();
        foreach (var name in new[]
        {
            "README.md", "query/Thumbs.db", "query/list.txt", "query/._0004_c1_1.png", "bounding_box_train/notes/0001_c1.png"
        })
            folder.Write(name, []);

        var dataSet = ReIdDataSet.Open(folder.Path);

        Assert.Equal((8, 4, 4), (dataSet.Train.Count, dataSet.Query.Count, dataSet.Gallery.Count));
    }

    [Fact]
    public void Open_NoSuchFolder_NamesItAndWhatItShouldHold()
    {
        var path = Path.Combine(Path.GetTempPath(), "jsccgrid-no-such-folder");

        var problem = Assert.Single(Problems(path));

        Assert.Contains(path, problem);
        Assert.Contains("bounding_box_train, query, bounding_box_test", problem);
    }

    [Theory]
    [InlineData("0002-c1.png")]
    [InlineData("-2_c1.png")]
    [InlineData("0002_c.png")]
    [InlineData("0002_1.png")]
    [InlineData("person_c1.png")]
    [InlineData("99999999999_c1.png")]
    [InlineData("0002_c99999999999.png")]
    public void Open_NameThatDoesNotParse_SaysWhichFormIsExpected(string name)
    {
        using var folder = TestFolder.WithDataSet();
        folder.Add($"query/{name}");

        var problem = Assert.Single(Problems(folder.Path));

        Assert.StartsWith($"query/{name}:", problem);
        Assert.Contains("0002_c1s1_000451_03.jpg", problem);
    }

    [Fact]
    public void Open_SeveralThingsWrong_ReportsAllAtOnce()
    {
        using var folder = new TestFolder();
        folder.Add("bounding_box_train/0004_c1_1.png", "bounding_box_train/0005_c1_1.png", "bounding_box_train/bad.png");
        folder.Add("query/0004_c1_1.png", "query/0006_c1_1.png");
        folder.Add("bounding_box_test/0004_c2_1.png", "bounding_box_test/0006_c1_1.png", "bounding_box_test/0006_c1_2.png");

        Assert.Collection(Problems(folder.Path),
            problem => Assert.StartsWith("bounding_box_train/bad.png", problem),
            problem => Assert.StartsWith("person 0004 is in training", problem),
            problem => Assert.StartsWith(
                Path.Combine("query", "0006_c1_1.png") + ": person 0006 is not in bounding_box_test "
                    + "from a camera other than 1",
                problem));
    }

    [Fact]
    public void Open_MissingAndEmptySplits_ReportsEach()
    {
        using var folder = new TestFolder();
        folder.Add("query/-1_c1.png", "query/0000_c1.png");
        Directory.CreateDirectory(Path.Combine(folder.Path, "bounding_box_test"));

        Assert.Collection(Problems(folder.Path),
            problem => Assert.StartsWith("bounding_box_train: no such folder", problem),
            problem => Assert.StartsWith("query: no image of a person", problem),
            problem => Assert.StartsWith("bounding_box_test: no image of a person", problem));
    }

    [Fact]
    public void Open_OnePersonToTrainOn_IsAProblem()
    {
        using var folder = TestFolder.WithDataSet();
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "bounding_box_train"), "0007*")) File.Delete(file);

        Assert.Contains("a single person (0003)", Assert.Single(Problems(folder.Path)));
    }

    [Fact]
    public void Open_ManyProblems_MessageShowsSomeAndTheTotal()
    {
        using var folder = TestFolder.WithDataSet();
        folder.Add(Enumerable.Range(0, 30).Select(i => $"query/bad{i:D2}.png"));

        var error = Assert.Throws<DataSetException>(() => ReIdDataSet.Open(folder.Path));

        Assert.Equal(30, error.Problems.Count);
        Assert.Contains("30 problems", error.Message);
        Assert.Contains("bad19.png", error.Message);
        Assert.DoesNotContain("bad20.png", error.Message);
        Assert.EndsWith("and 10 more", error.Message);
    }

    private static IReadOnlyList<string> Problems(string path) => Assert.Throws<DataSetException>(() => ReIdDataSet.Open(path)).Problems;
}
