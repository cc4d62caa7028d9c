using JsccGrid.DataSets;
using JsccGrid.DataSets.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Import.People;
using Xunit;

namespace JsccGrid.Import.Tests.People;

public sealed class Msmt17ImportTests : IDisposable
{
    private readonly TestFolder folder = new();

    public Msmt17ImportTests()
    {
        string[] train =
        [
            "0000/0000_000_01_0303morning_0015_0.jpg",
            "0000/0000_001_05_0303noon_0015_1.jpg",
            "0001/0001_000_02_0303noon_0001_0.jpg"
        ];
        string[] test = ["0000/0000_000_03_0303morning_0001_0.jpg", "0000/0000_001_15_0303morning_0002_0.jpg"];
        folder.Add(train.Select(image => $"msmt/train/{image}"));
        folder.Add(test.Select(image => $"msmt/test/{image}"));
        Lines("list_train.txt", $"{train[0]} 0", $"{train[2]} 1");
        Lines("list_val.txt", $"{train[1]} 0");
        Lines("list_query.txt", $"{test[0]} 0");
        Lines("list_gallery.txt", $"{test[1]} 0");
    }

    private string Target => Path.Combine(folder.Path, "out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_FoldersAndLists_NumbersTestPeopleBehindTrainingPeople()
    {
        Assert.True(Run(new KnownProtocol("the look-alike", 3, 1, 1, 2, 1)));

        var data = ReIdDataSet.Open(Target);
        Assert.Equal([(1, 1), (1, 5), (2, 2)], data.Train.Select(image => (image.PersonId, image.CameraId)).Order());
        Assert.Equal([(3, 3)], data.Query.Select(image => (image.PersonId, image.CameraId)));
        Assert.Equal([(3, 15)], data.Gallery.Select(image => (image.PersonId, image.CameraId)));
    }

    [Fact]
    public void Run_OtherCounts_SaysBoth() => Assert.Contains(
        "its lists have 3 training, 1 query and 1 gallery images; expected 32621 training, 11659 query and 82161 gallery images",
        Assert.Throws<DataSetException>(() => Run(KnownProtocol.Msmt17)).Message);

    [Fact]
    public void Run_ListThatNamesWhatIsNotThere_NamesItsLine()
    {
        Lines("list_query.txt", "0000/0000_000_09_absent.jpg 0", "../../etc/passwd_0_1 0", "unreadable");

        var problems = Assert.Throws<DataSetException>(() => Run(KnownProtocol.Msmt17)).Problems;

        Assert.Equal(3, problems.Count);
        Assert.StartsWith("list_query.txt, line 1: ", problems[0]);
        Assert.Contains("line 2: '../../etc/passwd_0_1 0'; expected an image and its person", problems[1]);
    }

    private void Lines(string list, params string[] lines) => File.WriteAllLines(Path.Combine(folder.Path, "msmt", list), lines);

    private bool Run(KnownProtocol expected) =>
        new Msmt17Import { Source = Path.Combine(folder.Path, "msmt"), Expected = expected }
            .Run(Target, cancellation: TestContext.Current.CancellationToken);
}
