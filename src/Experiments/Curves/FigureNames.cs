using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Curves;

/// <summary>Names of figures in files, and the cells each one shows.</summary>
public static class FigureNames
{
    /// <summary><c>4a</c>, as in the CSV.</summary>
    public static string Name(this FigureName figure) => figure switch
    {
        FigureName.Fig4a => "4a",
        FigureName.Fig4b => "4b",
        FigureName.Fig4c => "4c",
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };

    /// <summary><c>fig4a</c>, without extension.</summary>
    public static string FileName(this FigureName figure) => "fig" + figure.Name();

    /// <summary>Whether the figure shows the cell.</summary>
    public static bool Shows(this FigureName figure, CellSpec cell, FigureSettings settings) =>
        cell.Scheme.IsShown(cell, figure, settings);
}
