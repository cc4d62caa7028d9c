namespace JsccGrid.Experiments.Results;

/// <summary>Retrieval quality under one ranking distance; all values are fractions in [0, 1].</summary>
public sealed record RetrievalScores
{
    /// <summary>Share of queries whose first match is the right person (paper section 3.1).</summary>
    public required Estimate Top1 { get; init; }
    /// <summary>Null where an outside program does not measure it.</summary>
    public Estimate? MeanAveragePrecision { get; init; }
    /// <summary>Cumulative match characteristic: rank to share of queries with a right match at that rank or before.</summary>
    public required SortedDictionary<int, Estimate> Cmc { get; init; }
}
