using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Costs;

/// <summary>Arithmetic of cells and stages: what <c>plan</c> estimates time from. A training pass costs three forward passes.</summary>
/// <param name="images">How many images the data set has.</param>
public sealed class WorkCost(DataSetSize images)
{
    private const double TrainingPass = 3;

    /// <summary>Floating-point operations of a cell, without the stages it shares; null where nobody knows.</summary>
    public double? Flops(CellSpec cell) => cell.Scheme.Flops(cell, this);

    /// <summary>Floating-point operations of a shared stage.</summary>
    public double Flops(StageSpec stage)
    {
        var backbone = BackboneCost.ForwardFlops(stage.Recipe.Backbone, stage.Recipe.Input);
        return stage.Kind == StageKind.Baseline
            ? Training(stage.Recipe.Baseline, backbone)
            : backbone * ((double)images.Train + images.Query + images.Gallery);
    }

    /// <summary>Floating-point operations of training by a schedule.</summary>
    /// <param name="schedule">Its epochs see every training image once.</param>
    /// <param name="forwardFlops">Floating-point operations of one image, forwards.</param>
    public double Training(ScheduleRecipe schedule, double forwardFlops) =>
        TrainingPass * forwardFlops * images.Train * schedule.Phases.Sum(phase => phase.Epochs);

    /// <summary>Floating-point operations of passing every test image forwards once.</summary>
    public double Testing(double forwardFlops) => forwardFlops * ((double)images.Query + images.Gallery);
}
