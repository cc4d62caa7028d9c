using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Estimates how long a grid still takes: for each scheme the mean time of its cells so far, or where there are none yet its
/// arithmetic at the rate measured on the others, over the slots at hand.
/// </summary>
internal sealed class RemainingTime
{
    private readonly Dictionary<string, double> flops = [];

    public RemainingTime(ExpandedGrid grid, DataSetSize images)
    {
        var cost = new WorkCost(images);
        foreach (var cells in grid.Cells.GroupBy(cell => cell.Scheme)) flops[cells.Key.Name()] = cells.Average(cost.Flops);
        foreach (var stages in grid.Stages.GroupBy(stage => stage.Kind)) flops[stages.Key.Name()] = stages.Average(cost.Flops);
    }

    /// <summary>Null while nothing has been measured.</summary>
    public TimeSpan? Estimate(GridSnapshot snapshot, int slots, IEnumerable<(string Kind, WorkProgress Progress)> running)
    {
        var kinds = snapshot.Schemes.Concat(snapshot.StageKinds).ToList();
        var measuredFlops = kinds.Sum(kind => kind.Measured * flops.GetValueOrDefault(kind.Kind));
        var measuredSeconds = kinds.Sum(kind => kind.MeasuredSeconds);
        if (slots == 0 || measuredSeconds <= 0) return null;
        var secondsPerFlop = measuredFlops > 0 ? measuredSeconds / measuredFlops : 0;
        double SecondsEach(KindSummary kind) =>
            kind.Measured > 0 ? kind.MeasuredSeconds / kind.Measured : flops.GetValueOrDefault(kind.Kind) * secondsPerFlop;

        var left = kinds.Sum(kind => SecondsEach(kind) * (kind.Counts.Total - kind.Counts.Final));
        var done = running.Sum(work => kinds.FirstOrDefault(kind => kind.Kind == work.Kind) is { } kind ? SecondsEach(kind) * work.Progress.Fraction : 0);
        return TimeSpan.FromSeconds(Math.Max(0, left - done) / slots);
    }
}
