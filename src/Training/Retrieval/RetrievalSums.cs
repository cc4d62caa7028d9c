namespace JsccGrid.Training.Retrieval;

/// <summary>Scores of one query after the other, summed up.</summary>
internal sealed class RetrievalSums
{
    /// <summary>Ranks of the cumulative match characteristic.</summary>
    private static readonly int[] Ranks = [1, 5, 10, 20];

    private readonly List<double?> firstHits = [];
    private readonly double[] hits = new double[Ranks.Length];
    private double precisions;

    /// <param name="matches">Ranks of the next query's matches, the nearest first; empty for a query that counts nowhere.</param>
    public void Add(ReadOnlySpan<MatchRank> matches)
    {
        if (matches.IsEmpty)
        {
            firstHits.Add(null);
            return;
        }
        firstHits.Add(ExpectedScores.HitWithin(matches, 1));
        for (var i = 0; i < Ranks.Length; i++) hits[i] += ExpectedScores.HitWithin(matches, Ranks[i]);
        precisions += ExpectedScores.AveragePrecision(matches);
    }

    /// <exception cref="ArgumentException">No query has a match.</exception>
    public RetrievalResult Summarize()
    {
        var counted = firstHits.Count(hit => hit is not null);
        if (counted == 0) throw RetrievalMetrics.NothingMatches();
        return new RetrievalResult
        {
            Cmc = Ranks.Zip(hits).ToDictionary(rank => rank.First, rank => rank.Second / counted),
            MeanAveragePrecision = precisions / counted,
            FirstHits = firstHits,
            CountedQueries = counted,
            UnmatchedQueries = firstHits.Count - counted,
        };
    }
}
