using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Telemetry;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Worker.Telemetry;
using Xunit;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>What processes serve at <c>/metrics</c>, while and after a small grid runs.</summary>
public sealed class MetricsEndpointTests
{
    /// <summary>Trained for the channel that they are tested at: others are in no mean.</summary>
    private static readonly CellSpec[] Cells = [.. Samples.Cells(3).Select(cell => cell.With(Axis.TrainSnrDb, SnrDb.Noiseless))];

    private static readonly Script OneWaits = new() { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Wait }] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_OfACluster_AreThoseDocumentedAndFollowTheGrid()
    {
        using var ground = new FakeGround(OneWaits);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var (silo, worker) = (cluster.Silos[0], cluster.Workers[0]);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        await ground.UntilCheckpointedAsync(WorkId.Of(Cells[0].Id), 5);

        var training = await UntilAsync(worker, text => text.Values("jsccgrid_slot_epoch", "slot=\"0\"", "scheme=\"jscc-ae\"") is [1]);
        // Cells and stages come from the grid, slots and workers from the pool: either may be behind the other.
        var running = await UntilAsync(
            silo,
            text => text.Values("jsccgrid_cells", "grid=\"fake\"", "scheme=\"jscc-ae\"", "status=\"leased\"") is [1]
                && text.Values("jsccgrid_stages", "grid=\"fake\"", "kind=\"baseline\"", "status=\"committed\"") is [1]
                && text.Values("jsccgrid_slots", "state=\"busy\"") is [1]
                && text.Values("jsccgrid_workers", "state=\"open\"") is [1]);
        ground.LetGo();
        await grid.UntilFinishedAsync();
        var idle = await UntilAsync(worker, text => text.Values("jsccgrid_slot_epoch").Count == 0);
        // Silos ask for the cells before they ask for their results.
        var finished = await UntilAsync(
            silo,
            text => text.Values("jsccgrid_result_top1_ratio").Count == 3
                && text.Values("jsccgrid_cells", "grid=\"fake\"", "status=\"committed\"") is [3]);

        Assert.Equal([1], training.Values("jsccgrid_worker_busy_slots"));
        Assert.Equal([0], idle.Values("jsccgrid_worker_busy_slots"));
        Assert.True(Assert.Single(idle.Values("jsccgrid_checkpoint_commit_duration_seconds_count")) >= 1);
        Assert.True(Assert.Single(idle.Values("jsccgrid_upload_bytes_total")) > 0);
        Assert.Equal([3], finished.Values("jsccgrid_attempts_total", "scheme=\"jscc-ae\"", "outcome=\"completed\""));
        Assert.Equal([1], finished.Values("jsccgrid_attempts_total", "scheme=\"baseline\"", "outcome=\"completed\""));
        foreach (var cell in Cells)
        {
            var result = await ground.OpenStore().ReadResultAsync(cell.Id, Cancellation);
            Assert.Equal(
                [result!.Points.Single().Scores.Top1.Mean],
                finished.Values(
                    "jsccgrid_result_top1_ratio", "grid=\"fake\"", "scheme=\"jscc-ae\"",
                    $"bandwidth=\"{cell.Find(Axis.Bandwidth)}\"", "snr_db=\"inf\""));
        }
        // Where there is no GPU the rest must be there; GpuMetricsTests shows that these come with one.
        var documented = DocumentedMetrics.Types.Where(
            metric => Nvml.TryOpen() is not null || !metric.Key.StartsWith("jsccgrid_gpu_", StringComparison.Ordinal));
        var served = new[] { training, running, idle, finished }.SelectMany(text => text.Ours).Distinct();
        Assert.Equal(
            documented.OrderBy(metric => metric.Key, StringComparer.Ordinal),
            served.OrderBy(metric => metric.Key, StringComparer.Ordinal));
    }

    private static Task<MetricsText> UntilAsync(
        MemberProcess member, Func<MetricsText, bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until.SeenAsync(
            async () => new MetricsText(await member.GetAsync("/metrics", Cancellation)),
            condition,
            $"metrics of {member.Name} with {what}");
}
