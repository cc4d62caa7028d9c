using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>A figure of a grid: which of its cells, what over what, and a line by what.</summary>
public sealed record FigureDefinition
{
    /// <summary><see cref="Over"/>: the SNR that a network was tested at.</summary>
    public const string TestSnr = "testSnrDb";

    /// <summary><see cref="Lines"/>: each scheme is a line.</summary>
    public const string ByScheme = "scheme";

    /// <summary>Lower-case letters, digits and '-'; unique in its grid. Its files are called so.</summary>
    public required string Name { get; init; }

    [Count(1, 120, Of = "characters")]
    public required string Title { get; init; }

    /// <summary>What its points are.</summary>
    [Count(0, 200, Of = "characters")]
    public string Subtitle { get; init; } = "";

    /// <summary>What the report says below it.</summary>
    [Count(0, 1000, Of = "characters")]
    public string Caption { get; init; } = "";

    public required CellSelection Cells { get; init; }

    public FigureMeasure Shows { get; init; } = FigureMeasure.Top1;

    /// <summary>What the points are drawn over: <see cref="TestSnr"/>, or the key of an axis whose values are numbers.</summary>
    public string Over { get; init; } = TestSnr;

    public FigurePoints Points { get; init; } = FigurePoints.Matched;

    /// <summary><see cref="ByScheme"/>, or the key of an axis: each of its values is a line.</summary>
    public string Lines { get; init; } = ByScheme;

    /// <summary>Without extension: <c>fig4a</c>, <c>fading</c>.</summary>
    [JsonIgnore]
    public string FileName => IsOfThePaper ? $"fig{Name}" : Name;

    /// <summary>Above it: <c>Fig. 4a</c>, or its title.</summary>
    [JsonIgnore]
    public string Heading => IsOfThePaper ? $"Fig. {Name}" : Title;

    [JsonIgnore]
    public bool IsOfThePaper => char.IsAsciiDigit(Name[0]);

    /// <summary>
    /// The share of messages lost by a code as long as the bandwidth, for a second line of bits beside that of a code which achieves
    /// capacity; null for none.
    /// </summary>
    [Bounds(1e-9, 0.4)]
    public double? BlockError { get; init; }

    /// <summary>The axis each of whose values is a line; null where the scheme is one.</summary>
    public Axis? LineAxis(Scheme scheme) => scheme.Axes.FirstOrDefault(axis => axis.Key == Lines);

    /// <summary>What its bits are sent over, for schemes whose cells do not say.</summary>
    [JsonIgnore]
    public Channel ChannelOfBits =>
        Cells.Find(Axis.Channel) is [{ Content: string name }, ..] && ChannelCatalog.Find(name) is { } channel ? channel : Channel.Awgn;

    /// <summary>The line of a cell: its scheme, and the value on the axis of the lines.</summary>
    public (Scheme Scheme, CoordinateValue? Value) LineOf(CellSpec cell) => (cell.Scheme, LineAxis(cell.Scheme)?.ValueOf(cell));

    /// <summary>Lines in the order in which they are shown.</summary>
    public static IComparer<(Scheme Scheme, CoordinateValue? Value)> LineOrder { get; } =
        Comparer<(Scheme Scheme, CoordinateValue? Value)>.Create(
        (left, right) => Scheme.Order.Compare(left.Scheme, right.Scheme) is var order and not 0
            ? order
            : CoordinateValue.Compare(left.Value, right.Value));

    /// <summary>Whether it shows the cell: in one of its lines, or as the level these are held against.</summary>
    public bool Has(CellSpec cell) => cell.Scheme.IsReference || Cells.Has(cell, Lines, Over);
}
