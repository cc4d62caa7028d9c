using JsccGrid.Experiments.Grids;

namespace JsccGrid.Experiments.Curves;

/// <summary>Everything the paper's Fig. 4 shows, from the results at hand. Made by <see cref="CurveBuilder"/>.</summary>
public sealed record PaperCurves
{
    public required FigureSettings Settings { get; init; }
    public required PaperFigure Fig4a { get; init; }
    public required PaperFigure Fig4b { get; init; }
    public required PaperFigure Fig4c { get; init; }

    /// <summary>By dimension, then lambda.</summary>
    public required EquatableList<DigitalOperatingPoint> OperatingPoints { get; init; }

    /// <summary>What the cells were tested on; null without results.</summary>
    public TestSet? TestSet { get; init; }

    /// <summary>Expected top-1 of a random match, fraction in [0, 1]; null without results.</summary>
    public double? ChanceTop1 => TestSet?.ChanceTop1;

    /// <summary>The weights that JSCC FC training started from, in words; null without JSCC FC cells.</summary>
    public string? FullyConnectedStart { get; init; }

    /// <summary>The re-ID baseline; null until its cell is done.</summary>
    public CurvePoint? Baseline => Fig4a.Baseline;

    public IReadOnlyList<PaperFigure> Figures => [Fig4a, Fig4b, Fig4c];
}
