using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Costs;

/// <summary>Arithmetic of cells and stages: what <c>plan</c> estimates time from. A training pass costs three forward passes.</summary>
/// <param name="images">How many images the data set has.</param>
public sealed class WorkCost(DataSetSize images)
{
    /// <summary>
    /// The most memory in which a slot keeps what frozen stages make of the training images, in bytes; what is larger passes them in every
    /// epoch.
    /// </summary>
    public const long MostMapBytes = 1L << 30;

    private const double TrainingPass = 3;

    /// <summary>Floating-point operations of a cell, without the stages it shares; null where nobody knows.</summary>
    public double? Flops(CellSpec cell) => cell.Scheme.Flops(cell, this);

    /// <summary>Floating-point operations of a shared stage.</summary>
    public double Flops(StageSpec stage)
    {
        var recipe = stage.Recipe;
        return stage.Kind == StageKind.Baseline
            ? TrainingWithBackbone(recipe.Baseline, recipe)
            : BackboneCost.ForwardFlops(recipe.Backbone, recipe.Input) * ((double)images.Train + images.Query + images.Gallery);
    }

    /// <summary>Floating-point operations of training by a schedule.</summary>
    /// <param name="schedule">Its epochs see every training image once.</param>
    /// <param name="forwardFlops">Floating-point operations of one image, forwards.</param>
    public double Training(ScheduleRecipe schedule, double forwardFlops) =>
        TrainingPass * forwardFlops * images.Train * schedule.Phases.Sum(phase => phase.Epochs);

    /// <summary>
    /// Floating-point operations of training the recipe's backbone by a schedule, and what is behind it. Frozen stages pass forwards once
    /// an epoch, or, where their maps are kept, once for each of an image's forms.
    /// </summary>
    /// <param name="schedule">Its epochs see every training image once.</param>
    /// <param name="recipe">Says what the backbone is.</param>
    /// <param name="behindFlops">Floating-point operations of what is behind it, for one image, forwards.</param>
    public double TrainingWithBackbone(ScheduleRecipe schedule, Recipe recipe, double behindFlops = 0)
    {
        var (frozen, trained, map) = BackboneCost.Parts(recipe.Backbone, recipe.Input);
        var bytes = map * (recipe.Precision is Precision.BFloat16 ? sizeof(short) : sizeof(float));
        var frozenPasses = recipe.Augmentation.Forms is { } forms && forms * images.Train * bytes <= MostMapBytes
            ? forms
            : schedule.Phases.Sum(phase => phase.Epochs);
        return Training(schedule, trained + behindFlops) + (frozen * frozenPasses * images.Train);
    }

    /// <summary>The same, and of passing every test image through the trained backbone once.</summary>
    public double TrainingAndTestingWithBackbone(ScheduleRecipe schedule, Recipe recipe, double behindFlops = 0) =>
        TrainingWithBackbone(schedule, recipe, behindFlops) + Testing(BackboneCost.ForwardFlops(recipe.Backbone, recipe.Input));

    /// <summary>Floating-point operations of passing every test image forwards once.</summary>
    public double Testing(double forwardFlops) => forwardFlops * ((double)images.Query + images.Gallery);
}
