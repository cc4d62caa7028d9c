using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>JSCC FC: one fully-connected encoder and no decoder, trained end to end (paper section 2.3, last paragraph).</summary>
internal sealed class JsccFcScheme : Scheme
{
    public override string Name => "jscc-fc";

    public override string Title => "JSCC FC";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.Bandwidth, Axis.TrainSnrDb, Axis.Channel];

    public override bool CrossesChannel => true;

    public override StageKind? Requires(Recipe recipe) =>
        recipe.FullyConnected.Start == TrainingStart.Baseline ? StageKind.Baseline : null;

    public override IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) => [("fullyConnected", recipe.FullyConnected)];

    public override string NoteOf(CellSpec cell) => $"{Title} starts from " + cell.Recipe.FullyConnected.Start switch
    {
        TrainingStart.Baseline => "the re-ID baseline",
        _ when cell.Weights is { } weights => weights.Name,
        _ => "random weights",
    };

    public override double? Flops(CellSpec cell, WorkCost cost) =>
        cost.TrainingAndTestingWithBackbone(cell.Recipe.FullyConnected.Schedule, cell.Recipe);
}
