using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Evaluation;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Evaluation;

public sealed class CellEvaluationTests
{
    [Fact]
    public void Points_OfOneSnr_DoNotDependOnTheOthersTested()
    {
        var alone = Evaluate(seed: 3, 0);
        var among = Evaluate(seed: 3, -10, 0, 10);

        Assert.Equal(alone.Points[0].Scores.MeanAveragePrecision, among.Points[1].Scores.MeanAveragePrecision);
        Assert.NotEqual(0, alone.Points[0].Scores.MeanAveragePrecision!.Value.StandardError);
    }

    [Fact]
    public void Points_OfASnrThatTheRecipeNamesTwice_AreOne() =>
        Assert.Equal([new SnrDb(0), new SnrDb(10)], Evaluate(seed: 3, 0, 10, 0).Points.Select(point => point.TestSnrDb));

    [Fact]
    public void Points_OfAnotherSeed_MeetOtherNoise() => Assert.NotEqual(
        Evaluate(seed: 3, 0).Points[0].Scores.MeanAveragePrecision, Evaluate(seed: 4, 0).Points[0].Scores.MeanAveragePrecision);

    [Fact]
    public void Points_WithRisingSnr_RiseToTheNoiseless()
    {
        var accuracies = Evaluate(seed: 3, -20, 0, double.PositiveInfinity).Points.Select(point => point.Scores.Top1.Mean).ToList();

        Assert.Equal(accuracies.Order(), accuracies);
        Assert.Equal(1, accuracies[^1]);
        Assert.True(accuracies[0] < 0.5);
    }

    [Fact]
    public void Hits_OfEveryPoint_AverageToItsTop1()
    {
        var points = Evaluate(seed: 3, -20, -5, 0, double.PositiveInfinity).Points;

        Assert.All(points, point => Assert.Equal(point.Scores.Top1.Mean, point.Hits!.Average() / point.NoiseDraws, 12));
        Assert.Contains(points, point => point.Hits!.Any(hits => hits > 0 && hits < point.NoiseDraws)); // some draws only
    }

    [Fact]
    public void Hits_QueryWithoutMatch_HasNoneAndPersonsAreNumberedAsTheyCome()
    {
        using var scope = NewDisposeScope();
        using var streams = new RandomStreams(3);
        using var scheme = new Delivered(
            new(eye(4), [9, 5, 7, 5], [1, 1, 1, 1]),
            new(
                tensor(new[] { 1, 0.1f, 0, 0.2f, 0, 1, 0, 0.1f, 0.9f, 0.2f, 0, 0.3f, 0, 0, 0, 1 }, [4, 4]),
                [9, 5, 8, 5],
                [2, 2, 2, 1])); // person 7 is not there

        var evaluation = CellEvaluation.Run(scheme, Recipe(0), streams, _ => { });

        Assert.Equal((3, 1), (evaluation.Queries, evaluation.QueriesWithoutMatch));
        Assert.Equal([0, 1, 1], evaluation.QueryIdentities); // 9, 5, 5
        Assert.Equal([1, 1, 0], Assert.Single(evaluation.Points).Hits!);
    }

    [Fact]
    public void Hits_QueriesWhoseFirstPlaceIsTied_AreCountedInParts()
    {
        using var scope = NewDisposeScope();
        using var streams = new RandomStreams(3);
        using var scheme = new Delivered(
            new(eye(2), [5, 9], [1, 1]),
            new(tensor(new float[] { 1, 0, 1, 0, 1, 0, 0, 1 }, [4, 2]), [5, 7, 8, 9], [2, 2, 2, 2])); // three as near to person 5

        var point = Assert.Single(CellEvaluation.Run(scheme, Recipe(0), streams, _ => { }).Points);

        Assert.Equal(2.0 / 3, point.Scores.Top1.Mean, 12);
        var parts = ChannelPoint.HitPartsOf(draws: 1);
        Assert.Equal(0, parts % 2520);
        Assert.Equal([parts / 3, parts], point.Hits!);
        Assert.Equal(parts, point.HitParts);
    }

    [Fact]
    public void Hits_WithoutTies_AreWholeDraws() =>
        Assert.All(Evaluate(seed: 3, -20, 0).Points, point => Assert.Null(point.HitParts));

    [Fact]
    public void Gallery_WhateverTheNoise_NeverCrossesTheChannel()
    {
        using var scope = NewDisposeScope();
        using var scheme = new Repetition();
        var before = scheme.Gallery.Features.clone();

        CellEvaluation.Run(scheme, Recipe(-10, 0), new RandomStreams(3), _ => { });

        Assert.True(before.equal(scheme.Gallery.Features).all().item<bool>());
        Assert.All(scheme.Received, received => Assert.Equal(scheme.Sent.Features.shape, received));
        Assert.Equal(2 * 4, scheme.Received.Count);
    }

    private static CellEvaluation Evaluate(int seed, params double[] testSnrDb)
    {
        using var scope = NewDisposeScope();
        using var streams = new RandomStreams(seed);
        using var scheme = new Repetition();
        return CellEvaluation.Run(scheme, Recipe(testSnrDb), streams, _ => { });
    }

    private static EvaluationRecipe Recipe(params double[] testSnrDb) => new()
    {
        TestSnrDb = [.. testSnrDb.Select(value => new SnrDb(value))],
        NoiseDraws = 4,
        BatchSize = 8,
        Distance = RankingDistance.Cosine,
    };

    /// <summary>Delivers features as they are: no channel.</summary>
    private sealed class Delivered(LabelledFeatures queries, LabelledFeatures gallery) : ISchemeModel
    {
        public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

        public IReadOnlyList<TrainingPhase> Phases { get; } = [];

        public Transmission PrepareTest(Action<int> progressed) => new() { Gallery = gallery, Sent = queries };

        public void Dispose()
        {
        }
    }

    /// <summary>Sends well-separated features as they are: 16 people, seen once by each of two cameras.</summary>
    private sealed class Repetition : ISchemeModel
    {
        private const int People = 16;

        public LabelledFeatures Sent { get; } = new(
            PowerNormalization.Apply(eye(People)), [.. Enumerable.Range(1, People)], [.. Enumerable.Repeat(1, People)]);

        public LabelledFeatures Gallery { get; } = new(eye(People), [.. Enumerable.Range(1, People)], [.. Enumerable.Repeat(2, People)]);

        public List<long[]> Received { get; } = [];

        public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

        public IReadOnlyList<TrainingPhase> Phases { get; } = [];

        public Transmission PrepareTest(Action<int> progressed) => new() { Gallery = Gallery, Sent = Sent, Receive = Receive };

        public void Dispose()
        {
        }

        private Tensor Receive(SnrDb snr, Generator noise)
        {
            var received = new AwgnChannelModel().Transmit(Sent.Features, snr, noise);
            Received.Add(received.shape);
            return received;
        }
    }
}
