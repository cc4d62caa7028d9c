using System.Diagnostics.Metrics;
using System.Globalization;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Silo.Telemetry;

/// <summary>
/// Gauges of the whole cluster, the same on every control silo. They show nothing while the cluster has not answered for a while.
/// </summary>
internal sealed class ClusterMetrics : IDisposable
{
    /// <summary>The gauge whose series may be more than an exporter keeps of an instrument by itself.</summary>
    public const string ResultName = "jsccgrid.result.top1_ratio";

    /// <summary>The most series of that gauge.</summary>
    public const int MaxResults = ClusterSnapshot.MaxGrids * IGridResultsGrain.MaxMeans;

    /// <summary>Age at which an answer is no longer shown.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly IMeterFactory meters;
    private readonly TimeProvider clock;
    private Meter ofGrids;
    private volatile ClusterSnapshot? last;

    /// <summary>Whether an exporter has read this meter of grids.</summary>
    private volatile bool isRead;

    public ClusterMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.meters = meters;
        this.clock = clock;
        var meter = meters.Create(TelemetryNames.Source);
        meter.CreateObservableGauge(
            "jsccgrid.queue.depth", () => Observe(QueueDepths), "{work}", "Cells and stages that wait, by what they wait for.");
        meter.CreateObservableGauge(
            "jsccgrid.queue.oldest_wait", () => Observe(OldestWaits), "s", "How long the one that has waited longest waits, by what for.");
        meter.CreateObservableGauge(
            "jsccgrid.workers", () => Observe(Workers), "{worker}", "Workers: open for work, cordoned for failures, cordoned by hand.");
        meter.CreateObservableGauge("jsccgrid.slots", () => Observe(Slots), "{slot}", "Slots: busy, idle, or idle and cordoned.");
        ofGrids = MeterOfGrids();
    }

    /// <summary>What the cluster has answered.</summary>
    public ClusterSnapshot? State
    {
        get => last is { } state && clock.GetElapsedTime(state.At) < MaxAge ? state : null;
        set
        {
            var former = last;
            last = value;
            if (!isRead || former is null
                || !former.Shown.Select(grid => grid.Name).Except(value?.Shown.Select(grid => grid.Name) ?? []).Any())
                return;
            // Exporters keep room for a series until its instrument ends, and so would have none left after some hundred grids.
            ofGrids.Dispose();
            ofGrids = MeterOfGrids();
            isRead = false;
        }
    }

    public void Dispose() => ofGrids.Dispose();

    private Meter MeterOfGrids()
    {
        var meter = new Meter(new MeterOptions(TelemetryNames.Source) { Scope = meters });
        meter.CreateObservableGauge("jsccgrid.cells", () => ObserveGrids(Cells), "{cell}", "Cells of a grid, by scheme and status.");
        meter.CreateObservableGauge(
            "jsccgrid.stages", () => ObserveGrids(Stages), "{stage}", "Shared stages of a grid, by kind and status.");
        meter.CreateObservableGauge(ResultName, () => ObserveGrids(Results), "1", "Mean top-1 of a grid's finished cells at a test SNR.");
        return meter;
    }

    private IEnumerable<Measurement<T>> ObserveGrids<T>(Func<ClusterSnapshot, IEnumerable<Measurement<T>>> measure)
        where T : struct
    {
        isRead = true;
        return Observe(measure);
    }

    private IEnumerable<Measurement<T>> Observe<T>(Func<ClusterSnapshot, IEnumerable<Measurement<T>>> measure)
        where T : struct => State is { } state ? measure(state) : [];

    private static IEnumerable<Measurement<long>> Cells(ClusterSnapshot state) =>
        state.Shown.SelectMany(grid => grid.Schemes.SelectMany(scheme => ByStatus(grid, "scheme", scheme)));

    private static IEnumerable<Measurement<long>> Stages(ClusterSnapshot state) =>
        state.Shown.SelectMany(grid => grid.StageKinds.SelectMany(kind => ByStatus(grid, "kind", kind)));

    private static IEnumerable<Measurement<long>> ByStatus(GridSnapshot grid, string label, KindSummary summary) =>
        summary.Counts.ByStatus().Select(status => new Measurement<long>(
            status.Count, Label("grid", grid.Name), Label(label, summary.Kind),
            Label("status", status.Status.ToString().ToLowerInvariant())));

    private static IEnumerable<Measurement<long>> QueueDepths(ClusterSnapshot state)
    {
        var all = state.Grids.Aggregate(default(StatusCounts), (counts, grid) => counts + grid.Cells + grid.Stages);
        return [Of("slot", all.Ready), Of("stage", all.Waiting), Of("backoff", all.Backoff), Of("paused", all.Paused)];

        static Measurement<long> Of(string reason, int count) => new(count, Label("reason", reason));
    }

    private static IEnumerable<Measurement<double>> OldestWaits(ClusterSnapshot state)
    {
        var all = state.Grids.Aggregate(default(OldestWaits), (oldest, grid) => oldest.With(grid.Waits));
        return [Of("slot", all.Ready), Of("stage", all.Waiting), Of("backoff", all.Backoff), Of("paused", all.Paused)];

        Measurement<double> Of(string reason, DateTimeOffset? since) =>
            new(since is { } start ? Math.Max(0, (state.Now - start).TotalSeconds) : 0, Label("reason", reason));
    }

    private static IEnumerable<Measurement<long>> Workers(ClusterSnapshot state) =>
    [
        new(state.Pool.OpenWorkers, Label("state", "open")),
        new(state.Pool.CordonedWorkers, Label("state", "cordoned")),
        new(state.Pool.WorkersCordonedByHand, Label("state", "cordoned_by_hand")),
    ];

    private static IEnumerable<Measurement<long>> Slots(ClusterSnapshot state) =>
    [
        new(state.Pool.BusySlots, Label("state", "busy")),
        new(state.Pool.IdleSlots, Label("state", "idle")),
        new(state.Pool.CordonedSlots, Label("state", "cordoned")),
    ];

    private static IEnumerable<Measurement<double>> Results(ClusterSnapshot state) =>
        state.Results.SelectMany(grid => grid.Value.Select(mean => new Measurement<double>(mean.Top1, LabelsOf(grid.Key, mean))));

    private static IEnumerable<KeyValuePair<string, object?>> LabelsOf(string grid, ResultMean mean)
    {
        yield return Label("grid", grid);
        yield return Label("scheme", mean.Scheme);
        if (mean.Bandwidth is { } bandwidth) yield return Label("bandwidth", bandwidth.ToString(CultureInfo.InvariantCulture));
        if (mean.Channel is { } channel) yield return Label("channel", channel);
        yield return Label("snr_db", new SnrDb(mean.TestSnrDb).ToString());
    }

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
