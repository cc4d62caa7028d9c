namespace JsccGrid.Curves.Claims;

/// <summary>
/// Holm's step-down correction: whichever of several hypotheses are true, the chance to reject one of them stays at most the level.
/// </summary>
internal static class Holm
{
    /// <summary>
    /// Which hypotheses are rejected. From the smallest p on, each is compared with the level over the number of those not yet rejected;
    /// the first that is larger ends it.
    /// </summary>
    public static IReadOnlyList<bool> Rejected(IReadOnlyList<double> pValues, double level)
    {
        var rejected = new bool[pValues.Count];
        var left = pValues.Count;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]))
        {
            if (pValues[index] > level / left--) break;
            rejected[index] = true;
        }
        return rejected;
    }
}
