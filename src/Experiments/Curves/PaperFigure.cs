namespace JsccGrid.Experiments.Curves;

/// <summary>The data of one figure.</summary>
public sealed record PaperFigure
{
    public required FigureName Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What its points are.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Only curves that have a point.</summary>
    public required EquatableList<Curve> Curves { get; init; }

    /// <summary>The re-ID baseline, a horizontal line; null until its cell is done.</summary>
    public CurvePoint? Baseline { get; init; }

    public bool IsEmpty => Curves.Count == 0 && Baseline is null;
}
