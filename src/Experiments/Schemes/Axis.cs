using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Schemes;

/// <summary>
/// A coordinate that cells of a scheme have, and what its values may be. What a scheme's axes are, <see cref="Scheme.Axes"/> says.
/// </summary>
public abstract class Axis
{
    public const int MaxBandwidth = 65_536;

    /// <summary>A value of <see cref="BackboneWeights"/>: those of the re-ID baseline.</summary>
    public const string Frozen = "frozen";

    /// <summary>A value of <see cref="BackboneWeights"/>: they start from the re-ID baseline's and train too.</summary>
    public const string Trained = "trained";

    private protected Axis()
    {
    }

    /// <summary>B, real channel uses per query.</summary>
    public static Axis<int> Bandwidth { get; } = new()
    {
        Key = "bandwidth", Symbol = "B", Title = "bandwidth B", LegendTitle = "Channel uses",
        Bounds = new BoundsAttribute(1, MaxBandwidth) { Unit = "channel uses" },
    };

    /// <summary>SNR of the channel in training.</summary>
    public static Axis<SnrDb> TrainSnrDb { get; } = new()
    {
        Key = "trainSnrDb", Symbol = "SNR", Title = "SNR_train in dB", Series = "snr_train", LegendTitle = "Trained at",
        LinePrefix = "trained at ",
        Bounds = new BoundsAttribute(SnrDb.Least, SnrDb.Most) { OrInfinity = true, Unit = "dB" },
    };

    /// <summary>Elements of the quantised latent vector.</summary>
    public static Axis<int> LatentDimension { get; } = new()
    {
        Key = "latentDimension", Symbol = "dim", Title = "latent dimension", Bounds = new BoundsAttribute(1, 65_536),
    };

    /// <summary>Weight of the cross-entropy against the bits in Eq. (1).</summary>
    public static Axis<double> Lambda { get; } = new()
    {
        Key = "lambda", Symbol = "lambda", Title = "λ", Bounds = new BoundsAttribute(0, 1e9) { AboveLeast = true },
    };

    /// <summary>Whether the digital scheme trains the backbone too, or reads the baseline's features.</summary>
    public static Axis<string> BackboneWeights { get; } = new()
    {
        Key = "backboneWeights", Symbol = "backbone", Title = "backbone", LinePrefix = "backbone ", Words = [Frozen, Trained],
        Default = Frozen,
    };

    /// <summary>What the symbols cross, by its name in the <see cref="ChannelCatalog"/>.</summary>
    public static Axis<string> Channel { get; } = new()
    {
        Key = "channel", Symbol = "channel", Title = "channel", LaterWords = () => ChannelCatalog.Names,
        Default = Channels.Channel.Awgn.Name,
    };

    /// <summary>As in grid files, plans and ids: <c>trainSnrDb</c>.</summary>
    public required string Key
    {
        get;
        init => field = Coordinate.IsKey(value) ? value : throw new ArgumentException($"'{value}' is no key of an axis.", nameof(value));
    }

    /// <summary>As in labels: <c>SNR</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>For people: <c>SNR_train in dB</c>.</summary>
    public required string Title { get; init; }

    /// <summary>As in the names of lines in curves.csv, where each value is a line: <c>snr_train</c>.</summary>
    public string Series { get => field ?? Symbol; init; }

    /// <summary>Above the legend of such lines: <c>Trained at</c>.</summary>
    public string LegendTitle { get => field ?? Title; init; }

    /// <summary>What comes before a value where no legend explains it: <c>trained at </c>.</summary>
    public string LinePrefix { private get; init; } = "";

    /// <summary>What a number may be, and its unit; null for any, and for words.</summary>
    public BoundsAttribute? Bounds { get; init; }

    /// <summary>What a word may be; null for any, and for numbers.</summary>
    public IReadOnlyList<string>? Words { get => LaterWords?.Invoke() ?? field; init; }

    /// <summary>The same where a program can add words when it starts.</summary>
    public Func<IReadOnlyList<string>>? LaterWords { private get; init; }

    /// <summary><see cref="int"/>, <see cref="double"/>, <see cref="SnrDb"/> or <see cref="string"/>.</summary>
    public abstract Type Type { get; }

    /// <summary>What a cell has that names no value, and what names of cells leave out; null if each must name one.</summary>
    public abstract CoordinateValue? DefaultValue { get; }

    /// <summary>A value in a legend: <c>−3 dB</c>, <c>B = 64</c>.</summary>
    public string TitleOf(CoordinateValue value) => value.Content switch
    {
        SnrDb snr => DecibelsOf(snr.Value),
        string word => word,
        _ => $"{Symbol} = {value}",
    };

    /// <summary><c>−3 dB</c>, or <c>∞</c> for the noiseless channel.</summary>
    public static string DecibelsOf(double snr) =>
        double.IsInfinity(snr) ? "∞" : string.Create(CultureInfo.InvariantCulture, $"{snr:0.##;−0.##} dB");

    /// <summary>A line of one value, as captions and tables name it: <c>trained at −3 dB</c>.</summary>
    public string LineOf(CoordinateValue value) => LinePrefix + TitleOf(value);

    /// <summary>A cell's coordinate, be it the default of its scheme; null if it has none.</summary>
    public CoordinateValue? ValueOf(CellSpec cell) => cell.Coordinates.Find(Key) ?? (cell.Scheme.Axes.Contains(this) ? DefaultValue : null);

    private string Expected =>
        Type == typeof(int) ? "a whole number"
        : Type == typeof(string) ? "a word"
        : Type == typeof(SnrDb) ? "a number of decibels"
        : "a number";

    /// <summary>What is wrong with a value and what would be right; null when nothing is.</summary>
    public string? ProblemOf(CoordinateValue value)
    {
        if (value.Content?.GetType() != Type) return $"{OneLine.Shown($"{value}")} is not {Expected}.";
        if (value.Number is { } number) return Bounds?.Hold(number) == false ? NumberText.OutOfRange($"{value}", Bounds) : null;
        return Words?.Contains($"{value}") == false ? $"'{OneLine.Shown($"{value}")}' is not one of {string.Join(", ", Words)}." : null;
    }
}
