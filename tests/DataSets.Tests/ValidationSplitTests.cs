using JsccGrid.Experiments.Cells;
using Xunit;

namespace JsccGrid.DataSets.Tests;

public sealed class ValidationSplitTests
{
    private static ReIdDataSet DataSet(int people, int perCamera = 3) => new("set",
        [.. from person in Enumerable.Range(1, people) from camera in new[] { 1, 2 } from n in Enumerable.Range(1, perCamera)
            select new ReIdImage($"{person:D4}_c{camera}_{n}.png", person, camera)],
        [new ReIdImage("q", 9001, 1)], [new ReIdImage("g", 9001, 2)]);

    [Fact]
    public void WithValidationSplit_Fraction_HoldsOutThatShareOfTrainingIdentities()
    {
        var all = DataSet(20);

        var split = all.WithValidationSplit(0.25);

        var heldOut = split.Query.Select(image => image.PersonId).Distinct().ToList();
        Assert.Equal(5, heldOut.Count);
        Assert.Equal(all.Train.Where(image => !heldOut.Contains(image.PersonId)), split.Train);
        Assert.Equal(
            all.Train.Where(image => heldOut.Contains(image.PersonId)),
            split.Query.Concat(split.Gallery).OrderBy(image => image.Path, StringComparer.Ordinal));
        Assert.Equal("set (validation)", split.Name);
    }

    [Fact]
    public void WithValidationSplit_EachHeldOutPersonAndCamera_FirstImageIsTheQuery()
    {
        var split = DataSet(10).WithValidationSplit(0.3);

        Assert.Equal(6, split.Query.Count);
        Assert.All(split.Query, query => Assert.EndsWith("_1.png", query.Path));
        Assert.All(
            split.Query,
            query => Assert.Contains(split.Gallery, image => image.PersonId == query.PersonId && image.CameraId != query.CameraId));
    }

    [Fact]
    public void WithValidationSplit_ImagesAdded_HoldsOutTheSamePeople() =>
        Assert.Equal(
            DataSet(30, perCamera: 2).WithValidationSplit(0.2).Query.Select(image => image.PersonId),
            DataSet(30, perCamera: 5).WithValidationSplit(0.2).Query.Select(image => image.PersonId));

    [Fact]
    public void WithValidationSplit_PeopleOfOneCameraOrOneImage_StayInTraining()
    {
        var all = DataSet(6);
        all = all with
        {
            Train =
            [
                .. all.Train,
                new ReIdImage("0100_c1_1.png", 100, 1),
                new ReIdImage("0100_c1_2.png", 100, 1),
                new ReIdImage("0101_c1_1.png", 101, 1),
                new ReIdImage("0101_c2_1.png", 101, 2)
            ]
        };

        var split = all.WithValidationSplit(0.7);

        Assert.Equal(6, split.Query.Select(image => image.PersonId).Distinct().Count());
        Assert.Equal([100, 100, 101, 101], split.Train.Select(image => image.PersonId));
    }

    [Fact]
    public void WithValidationSplit_TooFewPeopleToHoldOut_SaysHowMany()
    {
        var error = Assert.Throws<DataSetException>(() => DataSet(10, perCamera: 1).WithValidationSplit(0.5));

        Assert.Contains("5 of 10", Assert.Single(error.Problems));
        Assert.Throws<DataSetException>(() => DataSet(3).WithValidationSplit(0.9));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void WithValidationSplit_FractionOutOfRange_Throws(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSet(10).WithValidationSplit(fraction));
}
