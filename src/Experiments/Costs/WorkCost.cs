using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Costs;

/// <summary>Arithmetic of cells and stages: what <c>plan</c> estimates time from. A training pass costs three forward passes.</summary>
/// <param name="images">How many images the data set has.</param>
public sealed class WorkCost(DataSetSize images)
{
    private const double TrainingPass = 3;

    /// <summary>Floating-point operations of a cell, without the stages it shares.</summary>
    public double Flops(CellSpec cell)
    {
        var recipe = cell.Recipe;
        var features = recipe.Backbone.FeatureDimension;
        var backbone = BackboneCost.ForwardFlops(recipe.Backbone, recipe.Input);
        var tests = (double)images.Query + images.Gallery;
        switch (cell.Scheme)
        {
            case Scheme.JsccAe:
                var bandwidth = cell.Bandwidth!.Value;
                var autoencoder = 4.0 * ((features * bandwidth) + ((recipe.Autoencoder.Layers - 1.0) * bandwidth * bandwidth));
                var trained = recipe.Autoencoder.TrainBackbone ? backbone : 0;
                return Training(recipe.Autoencoder.Pretraining, autoencoder) + Training(recipe.Autoencoder.Joint, trained + autoencoder) + (tests * trained);
            case Scheme.JsccFc:
                return Training(recipe.FullyConnected.Schedule, backbone) + (tests * backbone);
            case Scheme.Digital:
                var encoder = 2.0 * features * cell.LatentDimension!.Value;
                return Training(recipe.Digital.Schedule, encoder + (recipe.Digital.TrainBackbone ? backbone : 0));
            default:
                return 0; // the baseline's features are a shared stage; ranking them is not counted for any scheme
        }
    }

    /// <summary>Floating-point operations of a shared stage.</summary>
    public double Flops(StageSpec stage)
    {
        var backbone = BackboneCost.ForwardFlops(stage.Recipe.Backbone, stage.Recipe.Input);
        return stage.Kind == StageKind.Baseline
            ? Training(stage.Recipe.Baseline, backbone)
            : backbone * ((double)images.Train + images.Query + images.Gallery);
    }

    private double Training(ScheduleRecipe schedule, double forwardFlops) =>
        TrainingPass * forwardFlops * images.Train * schedule.Phases.Sum(phase => phase.Epochs);
}
