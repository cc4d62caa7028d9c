using System.Globalization;

namespace JsccGrid.Client.Figures;

/// <summary>
/// The horizontal axis: decibels, and after a gap a column of its own for the noiseless channel; or the values of a coordinate, by their
/// logarithm where each is a multiple of the one before.
/// </summary>
internal sealed class HorizontalAxis
{
    private const double Margin = 0.03;
    private const double Gap = 0.07;
    private const double HalfColumn = 0.045;
    private const int MostTicks = 8;
    private static readonly int[] Digits = [1, 2, 5];
    private readonly bool isLogarithmic;
    private readonly IReadOnlyList<double> values;
    private readonly double lowest;
    private readonly double highest;

    /// <param name="values">What the figure shows points at, infinity for the noiseless channel; none gives the axis -10 … 20 dB.</param>
    /// <param name="isLogarithmic">Whether positions are logarithms to base 2, and ticks the values themselves.</param>
    public HorizontalAxis(IEnumerable<double> values, bool isLogarithmic = false)
    {
        this.isLogarithmic = isLogarithmic;
        var all = values.Distinct().Order().ToList();
        HasNoiseless = all.Exists(double.IsPositiveInfinity);
        this.values = [.. all.Where(double.IsFinite)];
        (lowest, highest) = this.values.Count == 0 ? (-10, 20) : (Scaled(this.values[0]), Scaled(this.values[^1]));
        if (highest == lowest) (lowest, highest) = isLogarithmic ? (lowest - 1, highest + 1) : (lowest - 5, highest + 5);
    }

    public bool HasNoiseless { get; }

    private double Span => highest - lowest;

    public double Left => lowest - (Margin * Span);

    /// <summary>Where finite values end.</summary>
    public double FiniteRight => highest + (Margin * Span);

    public double ColumnLeft => FiniteRight + ((Gap - Margin) * Span);

    public double Right => HasNoiseless ? ColumnLeft + (2 * HalfColumn * Span) : FiniteRight;

    /// <summary>Position of a value; series in the noiseless column stand side by side.</summary>
    public double Position(double value, int series = 0, int seriesCount = 1) => double.IsFinite(value)
        ? Scaled(value)
        : ColumnLeft + (HalfColumn * Span * (1 + (1.4 * ((series + 0.5) / seriesCount - 0.5))));

    public IEnumerable<(double Position, string Label)> Ticks()
    {
        foreach (var tick in isLogarithmic ? Own() : Round())
            yield return (Scaled(tick), tick.ToString("0.###;−0.###", CultureInfo.InvariantCulture));
        if (HasNoiseless) yield return (Position(double.PositiveInfinity), "∞");
    }

    private IEnumerable<double> Own() => values.Where((_, index) => index % (1 + ((values.Count - 1) / MostTicks)) == 0);

    private IEnumerable<double> Round()
    {
        var step = Enumerable.Range(0, 10).SelectMany(power => Digits.Select(digit => digit * Math.Pow(10, power)))
            .First(candidate => Span / candidate <= MostTicks);
        for (var tick = Math.Ceiling(lowest / step) * step; tick <= highest; tick += step) yield return tick == 0 ? 0 : tick;
    }

    private double Scaled(double value) => isLogarithmic ? Math.Log2(value) : value;
}
