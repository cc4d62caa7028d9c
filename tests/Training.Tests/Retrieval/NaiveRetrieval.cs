using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Retrieval;

namespace JsccGrid.Training.Tests.Retrieval;

/// <summary>The retrieval metrics by their definitions: sort every ranking, walk down it.</summary>
internal static class NaiveRetrieval
{
    public static RetrievalResult Evaluate(LabelledFeatures query, LabelledFeatures gallery, RankingDistance distance)
    {
        var rankings = new List<bool[]>();
        var firstHits = new List<double?>();
        for (var q = 0; q < query.Identities.Count; q++)
        {
            var vector = Vector(query, q);
            var ranking = Enumerable.Range(0, gallery.Identities.Count)
                .Where(g => gallery.Identities[g] != query.Identities[q] || gallery.Cameras[g] != query.Cameras[q])
                .OrderBy(g => Distance(vector, Vector(gallery, g), distance))
                .Select(g => gallery.Identities[g] == query.Identities[q]).ToArray();
            firstHits.Add(!ranking.Contains(true) ? null : ranking[0] ? 1 : 0);
            if (ranking.Contains(true)) rankings.Add(ranking);
        }
        return new RetrievalResult
        {
            Cmc = new[] { 1, 5, 10, 20 }.ToDictionary(
                rank => rank, rank => rankings.Average(ranking => ranking.Take(rank).Contains(true) ? 1.0 : 0)),
            MeanAveragePrecision = rankings.Average(AveragePrecision),
            FirstHits = firstHits,
            CountedQueries = rankings.Count,
            UnmatchedQueries = query.Identities.Count - rankings.Count,
        };
    }

    public static double AveragePrecision(bool[] ranking)
    {
        var precisions = new List<double>();
        for (var k = 0; k < ranking.Length; k++)
            if (ranking[k]) precisions.Add((precisions.Count + 1.0) / (k + 1));
        return precisions.Average();
    }

    private static double[] Vector(LabelledFeatures features, int index)
    {
        using var row = features.Features[index].contiguous();
        return [.. row.data<float>().Select(value => (double)value)];
    }

    private static double Distance(double[] a, double[] b, RankingDistance distance) => distance == RankingDistance.Cosine
        ? 1 - a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y))
        : Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
