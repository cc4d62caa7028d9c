using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>Learned compression, arithmetic coding and a capacity-achieving channel code (paper section 2.2).</summary>
internal sealed class DigitalScheme : Scheme
{
    public override string Name => "digital";

    public override string Title => "Digital";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.LatentDimension, Axis.Lambda, Axis.BackboneWeights];

    public override Axis? PartAxis => Axis.BackboneWeights;

    public override CoordinateValue? PartOf(CellSpec cell) => TrainsBackbone(cell) ? CoordinateValue.Of(Axis.Trained) : base.PartOf(cell);

    public override string? WhyNot(string key) => key == Axis.Bandwidth.Key || key == Axis.Channel.Key
        ? $"The bits of a digital cell are the same over any {key}; 'figures.{key}' says which one the curve assumes."
        : null;

    public override bool HasBits => true;

    public override string NoteOf(CellSpec cell) =>
        TrainsBackbone(cell) ? $"{Title} trains the backbone too" : $"{Title} leaves the backbone frozen";

    public override IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) => [("digital", recipe.Digital)];

    public override double? Flops(CellSpec cell, WorkCost cost)
    {
        var recipe = cell.Recipe;
        var encoder = 2.0 * recipe.Backbone.FeatureDimension * cell.Value(Axis.LatentDimension);
        return TrainsBackbone(cell)
            ? cost.TrainingAndTestingWithBackbone(recipe.Digital.Schedule, recipe, encoder)
            : cost.Training(recipe.Digital.Schedule, encoder);
    }

    /// <summary>Cells of the first algorithm have it in their recipe.</summary>
    private static bool TrainsBackbone(CellSpec cell) =>
        cell.Value(Axis.BackboneWeights) == Axis.Trained || cell.Recipe.Digital.TrainBackbone;
}
