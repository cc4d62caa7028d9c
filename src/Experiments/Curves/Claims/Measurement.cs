using System.Globalization;
using JsccGrid.Experiments.Results;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>A number computed from curves, with what is known of its uncertainty.</summary>
/// <param name="Value">In fractions of top-1.</param>
/// <param name="Samples">Seeds, or noise draws of the only seed; 1 where nothing was repeated.</param>
/// <param name="Source">What was repeated.</param>
internal readonly record struct Measurement(Estimate Value, int Samples, ErrorBar Source)
{
    /// <summary>Student's t, one-sided 95 %, by degrees of freedom from 1; the last value serves all beyond.</summary>
    private static readonly double[] StudentT = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812];

    private double Margin => Samples > 1 ? StudentT[Math.Min(Samples - 1, StudentT.Length) - 1] * Value.StandardError : 0;

    public bool IsClearlyAbove(double threshold) => Value.Mean - Margin > threshold;

    public bool IsClearlyBelow(double threshold) => Value.Mean + Margin < threshold;

    /// <summary>Signed points: <c>+3.1 ± 0.4</c>.</summary>
    public string SignedPoints => (100 * Value.Mean).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture)
        + (Source == ErrorBar.None ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {100 * Value.StandardError:0.0}"));

    /// <summary>What the ± means.</summary>
    public string Basis => Source switch
    {
        ErrorBar.Seeds => $"{Samples} seeds, paired; ± is the standard error over seeds.",
        ErrorBar.NoiseDraws => $"One seed; ± is the standard error over {Samples} noise draws, without the spread of training.",
        _ => "One seed, one draw: the uncertainty is unknown.",
    };
}
