using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>The rule for "no worse than", within a tolerance.</summary>
internal static class Tolerance
{
    /// <summary>One point: "recovers" and "meets" the baseline.</summary>
    public const double Recovery = 0.01;

    /// <summary>The SNR from which the paper says the baseline is recovered.</summary>
    public static readonly SnrDb RecoverySnrDb = new(10);

    public static ClaimVerdict Judge(Measurement loss, double tolerance) =>
        loss.IsClearlyBelow(tolerance) ? ClaimVerdict.Supported
        : loss.IsClearlyAbove(tolerance) ? ClaimVerdict.NotSupported
        : ClaimVerdict.NotEnoughData;
}
