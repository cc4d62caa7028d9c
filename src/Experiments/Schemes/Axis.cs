using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Schemes;

/// <summary>A coordinate that cells of a scheme have. What a scheme's axes are, <see cref="SchemeDescription.Axes"/> says.</summary>
public sealed class Axis
{
    /// <summary>B, real channel uses per query.</summary>
    public static readonly Axis Bandwidth = new("bandwidth", "B", "bandwidth B", cell => cell.Bandwidth, sweep => sweep.Bandwidth?.Count);

    /// <summary>SNR of the channel in training.</summary>
    public static readonly Axis TrainSnrDb =
        new("trainSnrDb", "SNR", "SNR_train in dB", cell => cell.TrainSnrDb, sweep => sweep.TrainSnrDb?.Count);

    /// <summary>Elements of the quantised latent vector.</summary>
    public static readonly Axis LatentDimension =
        new("latentDimension", "dim", "latent dimension", cell => cell.LatentDimension, sweep => sweep.LatentDimension?.Count);

    /// <summary>Weight of the cross-entropy against the bits in Eq. (1).</summary>
    public static readonly Axis Lambda = new("lambda", "lambda", "λ", cell => cell.Lambda, sweep => sweep.Lambda?.Count);

    /// <summary>In the order in which labels name them.</summary>
    public static readonly IReadOnlyList<Axis> All = [Bandwidth, TrainSnrDb, LatentDimension, Lambda];

    private readonly Func<CellSpec, object?> read;
    private readonly Func<SweepDefinition, int?> count;

    private Axis(string key, string symbol, string title, Func<CellSpec, object?> read, Func<SweepDefinition, int?> count)
    {
        (Key, Symbol, Title) = (key, symbol, title);
        (this.read, this.count) = (read, count);
    }

    /// <summary>As in grid files, plans and ids: <c>trainSnrDb</c>.</summary>
    public string Key { get; }

    /// <summary>As in labels: <c>SNR</c>.</summary>
    public string Symbol { get; }

    /// <summary>For people: <c>SNR_train in dB</c>.</summary>
    public string Title { get; }

    /// <summary>A cell's coordinate as it is hashed and written: a whole number, decibels or a real number; null if it has none.</summary>
    public object? Of(CellSpec cell) => read(cell);

    /// <summary>A cell's coordinate as a number, infinity for a channel without noise; null if it has none.</summary>
    public double? NumberOf(CellSpec cell) => read(cell) switch
    {
        null => null,
        SnrDb snr => snr.Value,
        var value => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    /// <summary>For people: <c>SNR=-3</c>; null if the cell has no such coordinate.</summary>
    public string? LabelOf(CellSpec cell) => read(cell) is { } value ? FormattableString.Invariant($"{Symbol}={value}") : null;

    /// <summary>How many values a sweep gives; null if it gives none.</summary>
    public int? CountIn(SweepDefinition sweep) => count(sweep);
}
