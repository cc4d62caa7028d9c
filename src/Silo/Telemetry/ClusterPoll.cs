using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Telemetry;

/// <summary>Asks catalog and pool again and again where everything stands: a few calls, whatever the number of cells.</summary>
internal sealed partial class ClusterPoll(
    IGrainFactory grains, ClusterMetrics metrics, IHostApplicationLifetime application, TimeProvider clock,
    ILogger<ClusterPoll> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await application.UntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        var isAnswered = true;
        try
        {
            do
            {
                try
                {
                    metrics.State = await AskAsync().WaitAsync(stoppingToken);
                    isAnswered = true;
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    if (isAnswered) LogUnanswered(logger, exception);
                    isAnswered = false;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<ClusterSnapshot> AskAsync()
    {
        var (at, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        var snapshots = grains.Catalog().GetGridsAsync();
        var pool = grains.Pool().GetSummaryAsync();
        await Task.WhenAll(snapshots, pool);
        var state = new ClusterSnapshot(at, now, await snapshots, await pool);
        var results = await Task.WhenAll(
            state.Shown.Select(async grid => (grid.Name, Means: await grains.GetGrain<IGridResultsGrain>(grid.Name).GetAsync())));
        return state with { Results = results.ToImmutableDictionary(grid => grid.Name, grid => grid.Means) };
    }

    [LoggerMessage(1, LogLevel.Warning, "The cluster does not say where it stands; its gauges will vanish until it does.")]
    private static partial void LogUnanswered(ILogger logger, Exception exception);
}
