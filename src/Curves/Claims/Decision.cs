namespace JsccGrid.Curves.Claims;

/// <summary>From the p values of a rule's parts to its verdict.</summary>
internal static class Decision
{
    /// <summary>One-sided.</summary>
    public const double Level = 0.05;

    /// <param name="support">
    /// For each part that the claim needs. All must be small, each by itself: a claim that holds wherever all its parts hold is wrongly
    /// supported no more often than its weakest part (intersection-union test), so nothing is corrected.
    /// </param>
    /// <param name="refutation">
    /// For each part whose opposite refutes the claim. One is enough, so their number is corrected for (<see cref="Holm"/>).
    /// </param>
    public static ClaimVerdict Of(IReadOnlyList<double> support, IReadOnlyList<double> refutation) =>
        Holm.Rejected(refutation, Level).Contains(true) ? ClaimVerdict.NotSupported
        : support.All(p => p < Level) ? ClaimVerdict.Supported
        : ClaimVerdict.NotEnoughData;
}
