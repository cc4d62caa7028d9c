namespace JsccGrid.Training.Retrieval;

/// <summary>
/// Scores of one query, expected over all orders of the images that lie at exactly one distance (McSherry and Najork, "Computing
/// information retrieval performance measures efficiently in the presence of tied scores", ECIR 2008). Quantised vectors tie often;
/// without ties these are the scores themselves.
/// </summary>
internal static class ExpectedScores
{
    /// <summary>The chance that a match is among the first images.</summary>
    /// <param name="matches">At least one, the nearest first.</param>
    /// <param name="images">How many are the first.</param>
    public static double HitWithin(ReadOnlySpan<MatchRank> matches, int images)
    {
        var nearest = matches[0];
        var others = nearest.Tied - CountTied(matches);
        var missed = 1.0;
        for (var place = 0; place < images - nearest.Closer && missed > 0; place++)
            missed *= (others - place) / (double)(nearest.Tied - place);
        return 1 - missed;
    }

    /// <summary>The mean over the matches of (matches so far / rank).</summary>
    /// <param name="matches">At least one, the nearest first.</param>
    public static double AveragePrecision(ReadOnlySpan<MatchRank> matches)
    {
        var sum = 0.0;
        for (var before = 0; before < matches.Length;)
        {
            var (closer, tied) = matches[before];
            var count = CountTied(matches[before..]);
            for (var place = 0; place < tied; place++)
            {
                // Given a match at this place, the others of its distance are spread evenly over the other places.
                var soFar = before + 1 + (count == 1 ? 0 : (double)place * (count - 1) / (tied - 1));
                sum += (double)count / tied * soFar / (closer + place + 1);
            }
            before += count;
        }
        return sum / matches.Length;
    }

    /// <summary>How many matches lie at the distance of the first.</summary>
    private static int CountTied(ReadOnlySpan<MatchRank> matches)
    {
        var count = 1;
        while (count < matches.Length && matches[count].Closer == matches[0].Closer) count++;
        return count;
    }
}
