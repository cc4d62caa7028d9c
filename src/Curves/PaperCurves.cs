using JsccGrid.Experiments;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves;

/// <summary>Everything that the figures of a grid show, from the results at hand. Made by <see cref="CurveBuilder"/>.</summary>
public sealed record PaperCurves
{
    public required FigureSettings Settings { get; init; }

    /// <summary>The paper's, and behind them the grid's own.</summary>
    public required EquatableList<Figure> Figures { get; init; }

    /// <summary>By dimension, then lambda.</summary>
    public required EquatableList<DigitalOperatingPoint> OperatingPoints { get; init; }

    /// <summary>What the cells were tested on; null without results.</summary>
    public TestSet? TestSet { get; init; }

    /// <summary>Expected top-1 of a random match, fraction in [0, 1]; null without results.</summary>
    public double? ChanceTop1 => TestSet?.ChanceTop1;

    /// <summary>The re-ID baseline; null until its cell is done.</summary>
    public CurvePoint? Baseline { get; init; }

    /// <summary>The lines of Fig. 4b that are one network trained at one SNR each.</summary>
    public IReadOnlyList<Curve> Networks => [.. this[PaperFigures.Networks].Curves.Where(curve => curve.TrainSnrDb is not null)];

    /// <exception cref="InvalidOperationException">There is no figure of this name.</exception>
    public Figure this[string figure] => Figures.First(known => known.Definition.Name == figure);

    /// <summary>The lines of a scheme's parts in a figure whose lines are schemes: without those for other codes and coders.</summary>
    public IReadOnlyList<Curve> PartsOf(Scheme scheme, string figure) =>
        [.. this[figure].Curves.Where(curve => curve.Scheme.Equals(scheme) && curve is { IsVariant: false, IsIdeal: false })];

    /// <summary>The line of a scheme in a figure whose lines are schemes; null without a point.</summary>
    public Curve? LineOf(Scheme scheme, string figure) => this[figure].Curves.FirstOrDefault(curve => curve.Scheme.Equals(scheme));
}
