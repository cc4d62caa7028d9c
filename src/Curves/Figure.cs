using System.Globalization;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>The data of one figure.</summary>
public sealed record Figure
{
    public required FigureDefinition Definition { get; init; }

    /// <summary>Only curves that have a point.</summary>
    public required EquatableList<Curve> Curves { get; init; }

    /// <summary>
    /// The re-ID baseline, a horizontal line; null until its cell is done, and where the figure shows something it has not.
    /// </summary>
    public CurvePoint? Baseline { get; init; }

    /// <summary>What a reader must know of its networks, each once.</summary>
    public IEnumerable<string> Notes => Curves.Select(curve => curve.Note).OfType<string>().Distinct();

    /// <summary>What its points are, with these notes.</summary>
    public string Subtitle => string.Join("; ", Notes.Prepend(Definition.Subtitle).Where(part => part.Length > 0));

    /// <summary>What its lines are told apart by, above the legend; null where they are schemes.</summary>
    public string? LegendTitle { get; init; }

    /// <summary>The horizontal axis in words.</summary>
    public string Over => Definition.Over == FigureDefinition.TestSnr ? "Channel SNR (dB)"
        : OverAxis?.Title is { } title ? char.IsAsciiLetterLower(title[0]) ? char.ToUpperInvariant(title[0]) + title[1..] : title
        : Definition.Over;

    /// <summary>Whether each value over which it is drawn counts as a multiple of the one before.</summary>
    public bool IsLogarithmic => OverAxis is { } axis && axis.Type != typeof(SnrDb);

    /// <summary>The vertical axis in words.</summary>
    public string Shown => Definition.Shows switch
    {
        FigureMeasure.Top1 => "Top-1 accuracy (%)",
        FigureMeasure.MeanAveragePrecision => "Mean average precision (%)",
        FigureMeasure.Bits => "Bits a query",
        _ => throw new InvalidOperationException($"{Definition.Shows} has no words."),
    };

    /// <summary>What its values are multiplied with to be shown: fractions are in percent.</summary>
    public double Scale => Definition.Shows == FigureMeasure.Bits ? 1 : 100;

    private Axis? OverAxis => Definition.Over == FigureDefinition.TestSnr ? null : Definition.Cells.Scheme[0].FindAxis(Definition.Over);

    public bool IsEmpty => Curves.Count == 0 && Baseline is null;

    /// <summary>What a point of it shows, without an error where nothing was repeated; null where it has nothing of the kind.</summary>
    public Estimate? ValueOf(CurvePoint point) => point.Of(Definition.Shows) is not { } value ? null
        : point.ErrorBar == ErrorBar.None ? new Estimate(value.Mean, 0)
        : value;

    /// <summary>A place on the horizontal axis, as a sentence names it.</summary>
    public string PlaceOf(double x) => OverAxis is { } axis && axis.Type != typeof(SnrDb)
        ? $"{axis.Symbol} = {x.ToString("0.###", CultureInfo.InvariantCulture)}"
        : Axis.DecibelsOf(x);
}
