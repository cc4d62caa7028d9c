using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves;

/// <summary>Which queries found their person, of one cell at one SNR.</summary>
/// <param name="Hits">For each query, in how many of the parts.</param>
/// <param name="Parts">How many there are: noise draws, or parts of these.</param>
/// <param name="Identities">For each query the number of its person.</param>
public sealed record QueryHits(PackedIntegers Hits, int Parts, PackedIntegers Identities)
{
    /// <summary>The share of queries that arrive; the others are matched at random.</summary>
    public double Delivery { get; init; } = 1;

    /// <summary>Expected top-1 of a random match.</summary>
    public double ChanceTop1 { get; init; }

    /// <summary>Null where the result does not hold them.</summary>
    public static QueryHits? Of(CellResult cell, ChannelPoint point) => (point.Hits, cell.QueryIdentities) is ({ } hits, { } identities)
        ? new QueryHits(hits, point.NoiseDraws * (point.HitParts ?? 1), identities)
        : null;

    /// <summary>For each person the sum over its queries of the share of draws that hit.</summary>
    public double[] ByIdentity(int identities)
    {
        var sums = new double[identities];
        foreach (var (hits, identity) in Hits.Zip(Identities))
            sums[identity] += (Delivery * hits / Parts) + ((1 - Delivery) * ChanceTop1);
        return sums;
    }
}
