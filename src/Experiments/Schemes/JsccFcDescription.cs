using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>JSCC FC: one fully-connected encoder and no decoder, trained end to end (paper section 2.3, last paragraph).</summary>
internal sealed class JsccFcDescription : Scheme
{
    public override string Name => "jscc-fc";

    public override string Title => "JSCC FC";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.Bandwidth, Axis.TrainSnrDb];

    public override bool CrossesChannel => true;

    public override StageKind? Requires(Recipe recipe) =>
        recipe.FullyConnected.Start == TrainingStart.Baseline ? StageKind.Baseline : null;

    public override (string Key, object Section)? OwnSection(Recipe recipe) => ("fullyConnected", recipe.FullyConnected);

    public override double Flops(CellSpec cell, WorkCost cost)
    {
        var backbone = BackboneCost.ForwardFlops(cell.Recipe.Backbone, cell.Recipe.Input);
        return cost.Training(cell.Recipe.FullyConnected.Schedule, backbone) + cost.Testing(backbone);
    }

    public override bool IsShown(CellSpec cell, FigureName figure, FigureSettings settings) =>
        figure == FigureName.Fig4a && cell.Find(Axis.Bandwidth) == settings.Bandwidth;
}
