using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>How much less than another an accuracy may be, in shares of the baseline's lead.</summary>
internal static class Tolerance
{
    /// <summary>"Recovers" and "meets" the baseline: 1.5 %.</summary>
    public const double Recovery = 0.015;

    /// <summary>"Serves the whole range": 5 %.</summary>
    public const double Service = 0.05;

    /// <summary>The SNR from which the paper says the baseline is recovered.</summary>
    public static readonly SnrDb RecoverySnrDb = new(10);
}
