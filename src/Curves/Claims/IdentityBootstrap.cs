using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves.Claims;

/// <summary>
/// The sampling of test identities: persons are drawn with replacement, each with all its queries, and a number is computed anew from
/// theirs. All numbers see the same draws, in any order, so that what a person shifts in both terms of a difference cancels.
/// </summary>
internal sealed class IdentityBootstrap
{
    private const int Resamples = 2000;
    private readonly PackedIntegers? identities;
    private readonly int[] queries = [];
    private readonly byte[][] draws = [];
    private readonly Dictionary<QueryHits, double[]> known = new(ReferenceEqualityComparer.Instance);

    /// <param name="queryIdentities">For each query the number of its person from 0; null when it is not known.</param>
    /// <param name="random">Draws persons; the same generator gives the same errors.</param>
    public IdentityBootstrap(PackedIntegers? queryIdentities, Random random)
    {
        if (queryIdentities is not { Count: > 0 } || queryIdentities.Max() is not (> 0 and var last) || last >= queryIdentities.Count)
            return;
        identities = queryIdentities;
        queries = new int[last + 1];
        foreach (var identity in queryIdentities) queries[identity]++;
        draws = new byte[Resamples][];
        for (var resample = 0; resample < Resamples; resample++)
        {
            draws[resample] = new byte[queries.Length];
            for (var draw = 0; draw < queries.Length; draw++) draws[resample][random.Next(queries.Length)]++;
        }
    }

    /// <summary>
    /// The standard error of a weighted sum of top-1 accuracies. Null when one of them was stored without hits, or with other queries,
    /// or when there are fewer than two persons.
    /// </summary>
    public StandardError? Of(IReadOnlyCollection<(double Weight, SeedScore Score)> terms)
    {
        if (identities is null) return null;
        if (terms.Any(term => !term.Score.IsOutage && term.Score.Hits?.Identities.Equals(identities) != true)) return null;
        var sums = new double[queries.Length];
        foreach (var (weight, score) in terms)
        {
            // In an outage every query hits with the probability of chance, whoever it shows.
            var hits = score.IsOutage ? null : HitsOf(score.Hits!);
            for (var person = 0; person < sums.Length; person++)
                sums[person] += weight * (hits?[person] ?? score.Top1.Mean * queries[person]);
        }
        var values = Array.ConvertAll(draws, drawn => Ratio(drawn, sums));
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        // A bootstrap's variance is that of the sample, not of what it was drawn from: n - 1 of n.
        return new StandardError(Math.Sqrt(variance * queries.Length / (queries.Length - 1)), queries.Length - 1);
    }

    private double Ratio(byte[] drawn, double[] sums)
    {
        var (sum, count) = (0.0, 0L);
        for (var person = 0; person < drawn.Length; person++)
        {
            sum += drawn[person] * sums[person];
            count += drawn[person] * queries[person];
        }
        return sum / count;
    }

    private double[] HitsOf(QueryHits hits)
    {
        if (known.TryGetValue(hits, out var sums)) return sums;
        return known[hits] = hits.ByIdentity(queries.Length);
    }
}
