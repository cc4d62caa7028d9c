using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Retrieval;

public sealed class RetrievalMetricsTests
{
    [Fact]
    public void Evaluate_HandMadeRanking_GivesItsAccuracies()
    {
        using var scope = NewDisposeScope();
        // On a line, by distance from the query at 0: a stranger, a match, a stranger, a match.
        var query = Points([(0, 1, 1)]);
        var gallery = Points([(4, 1, 2), (1, 7, 2), (2, 1, 3), (3, 8, 2)]);

        var result = RetrievalMetrics.Evaluate(query, gallery, RankingDistance.Euclidean);

        Assert.Equal(0, result.Top1);
        Assert.Equal(1, result.Cmc[5]);
        Assert.Equal((1 / 2.0 + 2 / 4.0) / 2, result.MeanAveragePrecision, 12);
        Assert.Equal((1, 0), (result.CountedQueries, result.UnmatchedQueries));
    }

    [Fact]
    public void Evaluate_SamePersonSameCamera_IsNotCompared()
    {
        using var scope = NewDisposeScope();
        var query = Points([(0, 1, 1)]);
        var gallery = Points([(0, 1, 1), (2, 7, 1), (1, 1, 2)]); // a stranger from the query's camera stays in

        var result = RetrievalMetrics.Evaluate(query, gallery, RankingDistance.Euclidean);

        Assert.Equal(1, result.Top1);
        Assert.Equal(1, result.MeanAveragePrecision);
        Assert.Equal(0.5, RetrievalMetrics.ChanceTop1(query, gallery));
    }

    [Fact]
    public void Evaluate_QueryWithoutMatch_IsReportedNotCounted()
    {
        using var scope = NewDisposeScope();
        var query = Points([(0, 1, 1), (0, 2, 1), (0, 3, 1)]);
        var gallery = Points([(0, 1, 2), (1, 2, 1)]); // person 2 only from the query's own camera

        var result = RetrievalMetrics.Evaluate(query, gallery, RankingDistance.Euclidean);

        Assert.Equal((1, 2), (result.CountedQueries, result.UnmatchedQueries));
        Assert.Equal([1, null, null], result.FirstHits);
        Assert.Equal(1, result.Top1);
        Assert.Equal(0.5, RetrievalMetrics.ChanceTop1(query, gallery));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_Tie_ScoresTheMeanOfBothOrders(bool matchFirst)
    {
        using var scope = NewDisposeScope();
        var query = Points([(0, 1, 1)]);
        (float, int, int)[] gallery = [(1, 1, 2), (1, 7, 2)];
        if (!matchFirst) Array.Reverse(gallery);

        var result = RetrievalMetrics.Evaluate(query, Points(gallery), RankingDistance.Euclidean);

        Assert.Equal(0.5, result.Top1);
        Assert.Equal([0.5], result.FirstHits);
        Assert.Equal(0.75, result.MeanAveragePrecision); // first: 1, second: 1/2
        Assert.Equal(1, result.Cmc[5]);
    }

    /// <summary>Positions of few different values, against the mean over every order of the images at one distance.</summary>
    [Fact]
    public void Evaluate_ManyTies_IsTheMeanOverAllOrdersOfTheTied()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        for (var round = 0; round < 20; round++)
        {
            var places = randint(1, 4, 7, ScalarType.Int32, generator: generator).data<int>().ToArray();
            var people = randint(1, 3, 7, ScalarType.Int32, generator: generator).data<int>().ToArray();
            if (!people.Contains(1)) continue;

            var result = RetrievalMetrics.Evaluate(
                Points([(0, 1, 1)]), Points([.. places.Zip(people, (place, person) => ((float)place, person, 2))]),
                RankingDistance.Euclidean);

            // Shifted by less than the gap between places, in every order: 7! rankings without ties.
            var orders = Orders(7).Select(order => Enumerable.Range(0, 7).OrderBy(g => places[g]).ThenBy(g => order[g])
                .Select(g => people[g] == 1).ToArray()).ToList();
            Assert.Equal(orders.Average(ranking => ranking[0] ? 1.0 : 0), result.Top1, 9);
            Assert.Equal(orders.Average(ranking => ranking.Take(5).Contains(true) ? 1.0 : 0), result.Cmc[5], 9);
            Assert.Equal(orders.Average(NaiveRetrieval.AveragePrecision), result.MeanAveragePrecision, 9);
        }
    }

    /// <summary>Vectors that are the same wherever they stand in the gallery lie at exactly one distance.</summary>
    [Theory]
    [InlineData(RankingDistance.Cosine)]
    [InlineData(RankingDistance.Euclidean)]
    public void Evaluate_EqualVectorsAnywhereInTheGallery_Tie(RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        foreach (var (images, dimensions) in new[] { (101, 64), (257, 37), (1030, 128) })
        {
            var vector = empty(1, dimensions).normal_(0, 3, generator).round();
            var gallery = new LabelledFeatures(
                vector.expand(images, dimensions).contiguous(), [.. Enumerable.Range(1, images)], [.. Enumerable.Repeat(2, images)]);
            var query = new LabelledFeatures(
                empty(9, dimensions).normal_(0, 3, generator).round(), [.. Enumerable.Range(1, 9)], [.. Enumerable.Repeat(1, 9)]);

            var result = RetrievalMetrics.Evaluate(query, gallery, distance);

            Assert.All(result.FirstHits, hit => Assert.Equal(1.0 / images, hit!.Value, 12));
        }
    }

    [Theory]
    [InlineData(RankingDistance.Cosine)]
    [InlineData(RankingDistance.Euclidean)]
    public void Evaluate_RandomFeatures_EqualsTheNaiveReference(RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        for (var seed = 0; seed < 5; seed++)
        {
            var (query, gallery) = (Random(60, seed), Random(150, seed + 100));

            var result = RetrievalMetrics.Evaluate(query, gallery, distance);

            var expected = NaiveRetrieval.Evaluate(query, gallery, distance);
            Assert.Equal(expected.MeanAveragePrecision, result.MeanAveragePrecision, 12);
            Assert.Equal((expected.CountedQueries, expected.UnmatchedQueries), (result.CountedQueries, result.UnmatchedQueries));
            Assert.Equal(expected.FirstHits, result.FirstHits);
            foreach (var rank in new[] { 1, 5, 10, 20 }) Assert.Equal(expected.Cmc[rank], result.Cmc[rank], 12);
        }
    }

    [Fact]
    public void Evaluate_MoreQueriesThanOneChunkHolds_IsTheMeanOfSingleQueries()
    {
        using var scope = NewDisposeScope();
        var (query, gallery) = (Random(70, 1), Random(70_000, 2)); // 59 queries a chunk

        var result = RetrievalMetrics.Evaluate(query, gallery, RankingDistance.Cosine);

        var single = Enumerable.Range(0, 70)
            .Select(q => RetrievalMetrics.Evaluate(Slice(query, q), gallery, RankingDistance.Cosine)).ToList();
        Assert.Equal(single.Average(one => one.MeanAveragePrecision), result.MeanAveragePrecision, 6);
        Assert.Equal(single.Average(one => one.Top1), result.Top1, 12);
    }

    [Fact]
    public void ChanceTop1_RandomRanking_IsItsMeanTop1()
    {
        using var scope = NewDisposeScope();
        var (query, gallery) = (Random(40, 1), Random(50, 2));
        using var generator = new Generator(3);
        var top1 = 0.0;

        for (var draw = 0; draw < 400; draw++)
        {
            var random = gallery with { Features = empty(50, 8).normal_(0, 1, generator) };
            top1 += RetrievalMetrics.Evaluate(query, random, RankingDistance.Cosine).Top1 / 400;
        }

        Assert.Equal(RetrievalMetrics.ChanceTop1(query, gallery), top1, 2);
    }

    [Fact]
    public void Evaluate_NotFinite_SaysWhichVector()
    {
        using var scope = NewDisposeScope();
        var gallery = Points([(0, 1, 1), (float.NaN, 1, 2)]);

        var error = Assert.Throws<ArgumentException>(() => RetrievalMetrics.Evaluate(Points([(0, 1, 1)]), gallery, RankingDistance.Cosine));

        Assert.Contains("Feature vector 1 is not finite", error.Message, StringComparison.Ordinal);
        Assert.Equal("gallery", error.ParamName);
    }

    [Fact]
    public void Evaluate_TooFewLabels_SaysHowMany()
    {
        using var scope = NewDisposeScope();
        var query = new LabelledFeatures(ones(3, 2), [1, 2], [1, 1, 1]);

        var error = Assert.Throws<ArgumentException>(() => RetrievalMetrics.Evaluate(query, query, RankingDistance.Cosine));

        Assert.Contains("[3, 2] with 2 identities and 3 cameras", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_NoMatchesAtAll_SaysSo()
    {
        using var scope = NewDisposeScope();
        var (query, gallery) = (Points([(0, 1, 1)]), Points([(0, 2, 1)]));

        Assert.Throws<ArgumentException>(() => RetrievalMetrics.Evaluate(query, gallery, RankingDistance.Cosine));
        Assert.Throws<ArgumentException>(() => RetrievalMetrics.ChanceTop1(query, gallery));
    }

    [Fact]
    public void Evaluate_ManyTimes_LeavesNoTensorsBehind()
    {
        using var features = ones(4, 3);
        var labelled = new LabelledFeatures(features, [1, 1, 2, 2], [1, 2, 1, 2]);

        LiveTensors.AssertSteady(() => RetrievalMetrics.Evaluate(labelled, labelled, RankingDistance.Euclidean));
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : from shorter in Orders(count - 1)
          from place in Enumerable.Range(0, count)
          select shorter.Take(place).Append(count - 1).Concat(shorter.Skip(place)).ToArray();

    private static LabelledFeatures Points((float Position, int Identity, int Camera)[] points) => new(
        tensor(points.SelectMany(point => new[] { point.Position, 1 }).ToArray(), [points.Length, 2]),
        [.. points.Select(point => point.Identity)], [.. points.Select(point => point.Camera)]);

    private static LabelledFeatures Random(int count, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return new LabelledFeatures(
            empty(count, 8).normal_(0, 1, generator), Labels(20), Labels(3));

        int[] Labels(int kinds) => [.. randint(0, kinds, count, ScalarType.Int32, generator: generator).data<int>()];
    }

    private static LabelledFeatures Slice(LabelledFeatures features, int index) =>
        new(features.Features.narrow(0, index, 1), [features.Identities[index]], [features.Cameras[index]]);
}
