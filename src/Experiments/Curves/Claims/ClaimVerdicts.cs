namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>The words for verdicts.</summary>
public static class ClaimVerdicts
{
    /// <summary><c>not enough data</c></summary>
    public static string Title(this ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not supported",
        ClaimVerdict.NotEnoughData => "not enough data",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
