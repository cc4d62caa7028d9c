using System.Globalization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Client.Figures;

/// <summary>The horizontal axis: decibels, and after a gap a column of its own for the noiseless channel.</summary>
internal sealed class SnrAxis
{
    private const double Margin = 0.03;
    private const double Gap = 0.07;
    private const double HalfColumn = 0.045;
    private static readonly double[] Steps = [1, 2, 5, 10, 20, 50];
    private readonly double lowest;
    private readonly double highest;

    /// <param name="snrs">Every SNR that the figure shows; none gives the axis -10 … 20 dB.</param>
    public SnrAxis(IEnumerable<SnrDb> snrs)
    {
        var all = snrs.Distinct().Order().ToList();
        HasNoiseless = all.Exists(snr => snr.IsNoiseless);
        var finite = all.Where(snr => !snr.IsNoiseless).Select(snr => snr.Value).DefaultIfEmpty(double.NaN).ToList();
        (lowest, highest) = double.IsNaN(finite[0]) ? (-10, 20) : (finite[0], finite[^1]);
        if (highest == lowest) (lowest, highest) = (lowest - 5, highest + 5);
    }

    public bool HasNoiseless { get; }

    private double Span => highest - lowest;

    public double Left => lowest - (Margin * Span);

    /// <summary>Where decibels end.</summary>
    public double FiniteRight => highest + (Margin * Span);

    public double ColumnLeft => FiniteRight + ((Gap - Margin) * Span);

    public double Right => HasNoiseless ? ColumnLeft + (2 * HalfColumn * Span) : FiniteRight;

    /// <summary>Position of an SNR; series in the noiseless column stand side by side.</summary>
    public double Position(SnrDb snr, int series = 0, int seriesCount = 1) => !snr.IsNoiseless
        ? snr.Value
        : ColumnLeft + (HalfColumn * Span * (1 + (1.4 * ((series + 0.5) / seriesCount - 0.5))));

    public IEnumerable<(double Position, string Label)> Ticks()
    {
        var step = Steps.First(candidate => Span / candidate <= 8 || candidate == Steps[^1]);
        for (var tick = Math.Ceiling(lowest / step) * step; tick <= highest; tick += step)
            yield return (tick, tick.ToString("0;−0", CultureInfo.InvariantCulture));
        if (HasNoiseless) yield return (Position(SnrDb.Noiseless), "∞");
    }
}
