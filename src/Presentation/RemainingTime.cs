using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Presentation;

/// <summary>
/// Estimates how long a grid still takes: for each scheme the mean time of its cells so far, or where there are none yet its
/// arithmetic at the rate measured on the others, over the slots at hand.
/// </summary>
public sealed class RemainingTime
{
    private readonly Dictionary<string, double> flops = [];

    public RemainingTime(ExpandedGrid grid, DataSetSize images)
        : this(grid.Cells, grid.Stages, images)
    {
    }

    /// <param name="cells">The cells of the grid, or enough of them to tell what one of a scheme takes.</param>
    /// <param name="stages">The stages that they need.</param>
    /// <param name="images">The sizes of the data set.</param>
    public RemainingTime(IEnumerable<CellSpec> cells, IEnumerable<StageSpec> stages, DataSetSize images)
    {
        var cost = new WorkCost(images);
        foreach (var group in cells.GroupBy(cell => cell.Scheme))
            if (group.Average(cost.Flops) is { } known) flops[group.Key.Name] = known;
        foreach (var group in stages.GroupBy(stage => stage.Kind)) flops[group.Key.Name()] = group.Average(cost.Flops);
    }

    /// <summary>As if all workers worked for this grid alone. Null while nothing has been measured.</summary>
    public TimeSpan? Estimate(GridSnapshot snapshot, IEnumerable<WorkerSnapshot> workers)
    {
        var slots = workers.SelectMany(worker => worker.Slots).ToList();
        return Estimate(snapshot, slots.Count, slots
            .Where(slot => slot is { Label: not null, Progress: not null })
            .Select(slot => (WorkSpec.KindOf(slot.Label!), slot.Progress!)));
    }

    /// <summary>Null while nothing has been measured, or nothing of cells that are left and whose arithmetic nobody knows.</summary>
    public TimeSpan? Estimate(GridSnapshot snapshot, int slots, IEnumerable<(string Kind, WorkProgress Progress)> running)
    {
        var kinds = snapshot.Schemes.Concat(snapshot.StageKinds).ToList();
        var measuredFlops = kinds.Sum(kind => kind.Measured * flops.GetValueOrDefault(kind.Kind));
        var measuredSeconds = kinds.Sum(kind => kind.MeasuredSeconds);
        if (slots == 0 || measuredSeconds <= 0) return null;
        if (kinds.Exists(kind => kind.Measured == 0 && kind.Counts.Final < kind.Counts.Total && !flops.ContainsKey(kind.Kind))) return null;
        var secondsPerFlop = measuredFlops > 0 ? measuredSeconds / measuredFlops : 0;
        double SecondsEach(KindSummary kind) =>
            kind.Measured > 0 ? kind.MeasuredSeconds / kind.Measured : flops.GetValueOrDefault(kind.Kind) * secondsPerFlop;

        var left = kinds.Sum(kind => SecondsEach(kind) * (kind.Counts.Total - kind.Counts.Final));
        var done = running.Sum(work =>
            kinds.FirstOrDefault(kind => kind.Kind == work.Kind) is { } kind ? SecondsEach(kind) * work.Progress.Fraction : 0);
        return TimeSpan.FromSeconds(Math.Max(0, left - done) / slots);
    }
}
