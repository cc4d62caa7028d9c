using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>JSCC AE: a multi-layer encoder and decoder (paper section 2.3).</summary>
internal sealed class JsccAeScheme : Scheme
{
    public override string Name => "jscc-ae";

    public override string Title => "JSCC AE";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.Bandwidth, Axis.TrainSnrDb, Axis.Channel];

    public override bool CrossesChannel => true;

    public override IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) => [("autoencoder", recipe.Autoencoder)];

    public override double? Flops(CellSpec cell, WorkCost cost)
    {
        var recipe = cell.Recipe.Autoencoder;
        var (features, bandwidth) = ((double)cell.Recipe.Backbone.FeatureDimension, (double)cell.Value(Axis.Bandwidth));
        var autoencoder = 4 * ((features * bandwidth) + ((recipe.Layers - 1) * bandwidth * bandwidth));
        return cost.Training(recipe.Pretraining, autoencoder) + (recipe.TrainBackbone
            ? cost.TrainingAndTestingWithBackbone(recipe.Joint, cell.Recipe, autoencoder)
            : cost.Training(recipe.Joint, autoencoder));
    }
}
