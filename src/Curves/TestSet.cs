using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves;

/// <summary>What a grid's cells were tested on.</summary>
public sealed record TestSet
{
    /// <summary>One-sided 95 % of the normal distribution.</summary>
    private const double Quantile = 1.645;

    /// <summary>Scored queries.</summary>
    public required int Queries { get; init; }

    /// <summary>Expected top-1 of a random match, fraction in [0, 1].</summary>
    public required double ChanceTop1 { get; init; }

    /// <summary>For each query the number of its person from 0; null where no result holds it.</summary>
    public PackedIntegers? QueryIdentities { get; init; }

    /// <summary>Persons that the queries show; null where no result says.</summary>
    public int? Identities => QueryIdentities is { Count: > 0 } identities ? identities.Max() + 1 : null;

    /// <summary>
    /// Whether random matches would seldom (5 %) score so much. Queries of one person succeed together, so that persons are counted;
    /// queries where persons are not known.
    /// </summary>
    public bool IsClearlyAboveChance(double top1) =>
        top1 - ChanceTop1 > Quantile * Math.Sqrt(ChanceTop1 * (1 - ChanceTop1) / Math.Max(1, Identities ?? Queries));
}
