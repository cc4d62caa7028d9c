namespace JsccGrid.Curves.Claims;

/// <summary>The words for verdicts.</summary>
public static class ClaimVerdicts
{
    /// <summary><c>not enough data</c></summary>
    public static string Title(this ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not supported",
        ClaimVerdict.IndicationFor => "one seed: indication for",
        ClaimVerdict.IndicationAgainst => "one seed: indication against",
        ClaimVerdict.NotEnoughData => "not enough data",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The verdict as so many seeds allow it.</summary>
    internal static ClaimVerdict From(this ClaimVerdict verdict, int seeds) => (verdict, seeds) switch
    {
        (ClaimVerdict.Supported, < 2) => ClaimVerdict.IndicationFor,
        (ClaimVerdict.NotSupported, < 2) => ClaimVerdict.IndicationAgainst,
        _ => verdict,
    };
}
