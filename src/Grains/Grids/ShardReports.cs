using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>The latest report of every shard of a grid, and its latest events. No effects.</summary>
/// <param name="lastEvent">Event numbers begin after this: greater than all that were ever given, if the clocks of silos agree.</param>
internal sealed class ShardReports(long lastEvent)
{
    public const int EventsKept = 1024;
    private readonly SortedDictionary<int, ShardReport> reports = [];
    private readonly HashSet<int> finished = [];
    private readonly Dictionary<int, long> heard = [];
    private readonly Queue<GridEvent> events = new();

    /// <summary>Shards that have said that nothing more happens to their cells.</summary>
    public int FinishedShards => finished.Count;

    /// <summary>Takes in a report: its events that are new, and the rest unless a later report came first.</summary>
    public void Update(ShardReport report)
    {
        // A report has all events that the grid may not know, so that what comes after a later one has been heard in that.
        var before = HeardOf(report.Shard);
        foreach (var happened in report.Events.Where(happened => happened.Number > before))
        {
            heard[report.Shard] = happened.Number;
            events.Enqueue(happened with { Number = ++lastEvent });
            if (events.Count > EventsKept) events.Dequeue();
        }
        if (reports.TryGetValue(report.Shard, out var known) && known.Version >= report.Version) return;
        reports[report.Shard] = report with { Events = [] };
        if (report.IsFinished) finished.Add(report.Shard);
        else finished.Remove(report.Shard);
    }

    /// <summary>The greatest number of a shard's reports and events; reports and events up to it are no news.</summary>
    public long HeardOf(int shard) =>
        Math.Max(heard.GetValueOrDefault(shard), reports.TryGetValue(shard, out var report) ? report.Version : 0);

    /// <summary>Forgets the shards from an index on.</summary>
    public void Trim(int shards)
    {
        foreach (var shard in reports.Keys.Where(shard => shard >= shards).ToList()) Forget(shard);
    }

    /// <summary>Forgets what a shard said, since it has other cells now.</summary>
    public void Forget(int shard)
    {
        reports.Remove(shard);
        finished.Remove(shard);
    }

    /// <summary>Whether a shard has stages that have still to run.</summary>
    public bool HasStagesToRun(int shard) =>
        reports.TryGetValue(shard, out var report) && report.Stages.Any(stage => !stage.Status.IsFinal());

    public bool IsFinished(int shard) => finished.Contains(shard);

    /// <summary>Committed cells of a shard; null when it has not said.</summary>
    public int? CommittedOf(int shard) =>
        reports.TryGetValue(shard, out var report) ? report.Schemes.Sum(scheme => scheme.Counts.Committed) : null;

    /// <summary>
    /// Events after one. If that is later than all there are, it was numbered by a former activation on a silo whose clock was ahead:
    /// then all are after it.
    /// </summary>
    public ImmutableArray<GridEvent> EventsAfter(long number) =>
        [.. events.Where(happened => happened.Number > number || number > lastEvent)];

    public GridSnapshot Snapshot(string name, GridState state, long version)
    {
        var stages = reports.Values.SelectMany(report => report.Stages)
            .GroupBy(stage => stage.Work)
            .Select(group => group.MaxBy(stage => stage.Version)!)
            .ToList();
        var schemes = Merge(reports.Values.SelectMany(report => report.Schemes));
        var cells = Total(schemes);
        return new GridSnapshot
        {
            Name = name,
            Status = StatusOf(state, cells),
            Version = version,
            SubmittedAt = state.SubmittedAt,
            Cells = cells,
            Stages = stages.Aggregate(default(StatusCounts), (counts, stage) => counts.With(stage.Status, 1)),
            Schemes = schemes,
            StageKinds = Merge(stages.Select(Summarize)),
            Quarantined =
            [
                .. stages.Where(stage => stage.Status == WorkStatus.Quarantined)
                    .Concat(reports.Values.SelectMany(report => report.Quarantined))
                    .Take(GridSnapshot.QuarantinedShown),
            ],
            Shards = state.Shards,
            Priority = state.Priority,
            Unreported = Math.Max(0, state.Cells - cells.Total),
            Waits = stages.Aggregate(
                reports.Values.Aggregate(default(OldestWaits), (oldest, report) => oldest.With(report.Waits)),
                (oldest, stage) => oldest.With(stage.Status, stage.Since)),
        };
    }

    private static GridStatus StatusOf(GridState state, StatusCounts cells) => state switch
    {
        { Shards: 0 } => GridStatus.Unknown,
        { IsComplete: false } => GridStatus.Submitting,
        { Demand: WorkDemand.None } => GridStatus.Cancelled,
        _ when cells.Final == state.Cells => GridStatus.Finished,
        { Demand: WorkDemand.Hold } => GridStatus.Paused,
        _ => GridStatus.Running,
    };

    private static KindSummary Summarize(WorkSnapshot stage)
    {
        var isMeasured = stage.Status == WorkStatus.Committed && stage.LeasedSeconds > 0;
        var counts = default(StatusCounts).With(stage.Status, 1);
        return new KindSummary(WorkSpec.KindOf(stage.Label), counts, isMeasured ? 1 : 0, isMeasured ? stage.LeasedSeconds : 0);
    }

    private static ImmutableArray<KindSummary> Merge(IEnumerable<KindSummary> summaries) =>
    [
        .. summaries
            .GroupBy(summary => summary.Kind, StringComparer.Ordinal)
            .Select(group => group.Aggregate((left, right) => new KindSummary(
                left.Kind, left.Counts + right.Counts, left.Measured + right.Measured, left.MeasuredSeconds + right.MeasuredSeconds)))
            .OrderBy(summary => summary.Kind, StringComparer.Ordinal),
    ];

    private static StatusCounts Total(ImmutableArray<KindSummary> summaries) =>
        summaries.Aggregate(default(StatusCounts), (counts, summary) => counts + summary.Counts);
}
