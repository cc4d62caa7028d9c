using JsccGrid.Experiments;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using static TorchSharp.torch;

namespace JsccGrid.Training.Evaluation;

/// <summary>
/// Tests a trained cell. One pass extracts the features of queries and gallery; the queries then cross the channel at every test SNR,
/// several times. The noise of a draw depends on the cell's seed, the test SNR and the number of the draw, and on nothing else:
/// cells of one seed and bandwidth meet the same noise, so that their differences are paired, and adding a test SNR to a recipe
/// leaves the other points as they are.
/// </summary>
internal sealed class CellEvaluation
{
    public required EquatableList<ChannelPoint> Points { get; init; }
    public required double ChanceTop1 { get; init; }
    public required BitStatistics? Bits { get; init; }
    public required int Queries { get; init; }
    public required int QueriesWithoutMatch { get; init; }
    public required PackedIntegers QueryIdentities { get; init; }

    /// <param name="scheme">Trained, its networks in evaluation mode.</param>
    /// <param name="recipe">How to test.</param>
    /// <param name="streams">The random streams of the cell's seed.</param>
    /// <param name="progressed">Called every now and then with the number of images done since the last call; may throw to stop.</param>
    public static CellEvaluation Run(ISchemeModel scheme, EvaluationRecipe recipe, RandomStreams streams, Action<int> progressed)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var transmission = scheme.PrepareTest(progressed);
        var always = transmission.GalleryAt is null ? new GallerySearch(transmission.Sent, transmission.Gallery) : null;
        var points = new List<ChannelPoint>();
        RetrievalResult? last = null;
        foreach (var snr in transmission.Receive is null ? [SnrDb.Noiseless] : recipe.TestSnrDb.Distinct())
        {
            using var snrScope = NewDisposeScope();
            var search = always ?? new GallerySearch(transmission.Sent, transmission.GalleryAt!(snr));
            var draws = snr.IsNoiseless ? 1 : recipe.NoiseDraws; // without noise, all draws are one
            var results = new List<RetrievalResult>();
            var others = new List<RetrievalResult>();
            for (var draw = 0; draw < draws; draw++)
            {
                using var drawScope = NewDisposeScope();
                using var noise = streams.Fresh($"evaluation/snr={snr}/draw={draw}");
                var received = transmission.Receive?.Invoke(snr, noise) ?? transmission.Sent.Features;
                results.Add(search.Rank(received, recipe.Distance));
                others.Add(search.Rank(received, Other(recipe.Distance)));
                progressed(0);
            }
            last = results[^1];
            List<double> hits = [.. Counted(last).Select(query => results.Sum(result => result.FirstHits[query]!.Value))];
            var parts = hits.TrueForAll(double.IsInteger) ? 1 : ChannelPoint.HitPartsOf(draws);
            points.Add(new ChannelPoint
            {
                TestSnrDb = snr,
                NoiseDraws = draws,
                Scores = Summarize(results),
                OtherDistance = Summarize(others),
                Hits = PackedIntegers.Of([.. hits.Select(hit => (int)Math.Round(parts * hit))], max: draws * parts),
                HitParts = parts == 1 ? null : parts,
            });
        }
        return new CellEvaluation
        {
            Points = [.. points],
            ChanceTop1 = RetrievalMetrics.ChanceTop1(transmission.Sent, transmission.Gallery),
            Bits = transmission.Bits,
            Queries = last!.CountedQueries,
            QueriesWithoutMatch = last.UnmatchedQueries,
            QueryIdentities = Numbered([.. Counted(last).Select(query => transmission.Sent.Identities[query])]),
        };
    }

    private static IEnumerable<int> Counted(RetrievalResult result) =>
        Enumerable.Range(0, result.FirstHits.Count).Where(query => result.FirstHits[query] is not null);

    /// <summary>Persons numbered in the order in which they come first.</summary>
    private static PackedIntegers Numbered(IReadOnlyList<int> persons)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var person in persons) numbers.TryAdd(person, numbers.Count);
        return PackedIntegers.Of([.. persons.Select(person => numbers[person])], max: numbers.Count - 1);
    }

    private static RankingDistance Other(RankingDistance distance) =>
        distance == RankingDistance.Cosine ? RankingDistance.Euclidean : RankingDistance.Cosine;

    private static RetrievalScores Summarize(List<RetrievalResult> draws) => new()
    {
        Top1 = Estimate.Of([.. draws.Select(draw => draw.Top1)]),
        MeanAveragePrecision = Estimate.Of([.. draws.Select(draw => draw.MeanAveragePrecision)]),
        Cmc = new SortedDictionary<int, Estimate>(draws[0].Cmc.Keys.ToDictionary(
            rank => rank, rank => Estimate.Of([.. draws.Select(draw => draw.Cmc[rank])]))),
    };
}
