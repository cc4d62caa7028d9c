using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>
/// All that is known of a scheme outside of training: grid files, ids, labels, costs, heatmaps and figures ask it and know no scheme
/// by name. What it trains is in the training program.
/// </summary>
public abstract class SchemeDescription
{
    public abstract Scheme Scheme { get; }

    /// <summary>In grid files, stores, figures and labels: <c>jscc-ae</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The paper's own name, for figures and reports: <c>JSCC AE</c>.</summary>
    public abstract string Title { get; }

    /// <summary>
    /// The coordinates of its cells; each has all of them. The first two are the rows and the columns of its heatmap.
    /// </summary>
    public abstract IReadOnlyList<Axis> Axes { get; }

    /// <summary>What to say to somebody who gives it a coordinate that it does not have; null for nothing.</summary>
    public virtual string? WhyNot(Axis axis) => null;

    /// <summary>Whether features cross the noisy channel as symbols, so that a result has a point for every test SNR.</summary>
    public virtual bool CrossesChannel => false;

    /// <summary>Whether a result says how many bits a query takes.</summary>
    public virtual bool HasBits => false;

    /// <summary>The shared stage that must be there before its cells, whose own requirements come before it; null for none.</summary>
    public virtual StageKind? Requires(Recipe recipe) => StageKind.Features;

    /// <summary>The section of the recipe that only it reads, under its key in ids; null for none.</summary>
    public virtual (string Key, object Section)? OwnSection(Recipe recipe) => null;

    /// <summary>
    /// Floating-point operations of training and testing a cell, without the stages it shares. Ranking is not counted for any scheme.
    /// </summary>
    public abstract double Flops(CellSpec cell, WorkCost cost);

    /// <summary>Whether a figure shows the cell.</summary>
    public abstract bool IsShown(CellSpec cell, FigureName figure, FigureSettings settings);
}
