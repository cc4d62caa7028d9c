using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Silo.Hosting;

namespace JsccGrid.Silo.Telemetry;

/// <summary>Measures how long Redis takes to answer; while it does not, nothing is measured.</summary>
internal sealed class RedisPing(RedisConnector redis, IMeterFactory meters, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Histogram<double> duration = meters.Create(TelemetryNames.Source).CreateHistogram(
        "jsccgrid.redis.ping.duration", "s", "Round trips to Redis that were answered.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                try
                {
                    duration.Record((await redis.PingAsync().WaitAsync(stoppingToken)).TotalSeconds);
                }
                catch (Exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // The connection restores itself.
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
