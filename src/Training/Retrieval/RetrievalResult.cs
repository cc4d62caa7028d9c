namespace JsccGrid.Training.Retrieval;

/// <summary>How well queries find their person in a gallery. Accuracies are fractions, means over the counted queries.</summary>
public sealed record RetrievalResult
{
    /// <summary>Cumulative match characteristic: rank k to the fraction of queries with a match among the first k.</summary>
    public required IReadOnlyDictionary<int, double> Cmc { get; init; }
    /// <summary>Mean over queries of the average precision: the mean over a query's matches of (matches so far / rank).</summary>
    public required double MeanAveragePrecision { get; init; }
    /// <summary>
    /// For each query the chance that its first image is a match, which is 0 or 1 unless images tie for the first place; null for a query
    /// without any match, which counts nowhere.
    /// </summary>
    public required IReadOnlyList<double?> FirstHits { get; init; }
    /// <summary>Queries with at least one match in the gallery they may be compared with.</summary>
    public required int CountedQueries { get; init; }
    /// <summary>Queries without any; they count nowhere.</summary>
    public required int UnmatchedQueries { get; init; }

    /// <summary>The fraction of queries whose nearest gallery image shows the same person (paper section 3.1).</summary>
    public double Top1 => Cmc[1];
}
