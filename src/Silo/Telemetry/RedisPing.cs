using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Silo.Hosting;

namespace JsccGrid.Silo.Telemetry;

/// <summary>
/// Measures how long Redis takes to answer; while it does not, nothing is measured. Where grains live it also says in the log when
/// Redis stops taking writes, and when it takes them again, and how much of its memory is used.
/// </summary>
internal sealed partial class RedisPing : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly RedisConnector redis;
    private readonly bool hasGrains;
    private readonly TimeProvider clock;
    private readonly ILogger<RedisPing> logger;
    private readonly Histogram<double> duration;

    private bool isTroubled;
    private volatile IReadOnlyList<long> memory = [];

    /// <param name="redis">The connection.</param>
    /// <param name="hasGrains">Whether grains live in this process, whose state is written to Redis.</param>
    /// <param name="meters">Where the measures come from.</param>
    /// <param name="clock">The clock of the interval.</param>
    /// <param name="logger">What to tell.</param>
    public RedisPing(RedisConnector redis, bool hasGrains, IMeterFactory meters, TimeProvider clock, ILogger<RedisPing> logger)
    {
        this.redis = redis;
        this.hasGrains = hasGrains;
        this.clock = clock;
        this.logger = logger;
        var meter = meters.Create(TelemetryNames.Source);
        duration = meter.CreateHistogram(
            "jsccgrid.redis.ping.duration", "s", "Round trips to Redis that were answered.", tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
            });
        if (!hasGrains) return;
        meter.CreateObservableGauge(
            "jsccgrid.redis.memory", () => memory.Take(1).Select(used => new Measurement<long>(used)), "By", "Memory that Redis uses.");
        meter.CreateObservableGauge(
            "jsccgrid.redis.memory.limit", () => memory.Skip(1).Select(limit => new Measurement<long>(limit)), "By",
            "Memory that Redis may use; 0: no limit is set.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await PingAsync(stoppingToken);
                if (!hasGrains) continue;
                Report(await redis.FindTroubleAsync(stoppingToken));
                memory = await redis.FindMemoryAsync(stoppingToken) is { } found ? [found.Used, found.Limit] : [];
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            duration.Record((await redis.PingAsync().WaitAsync(cancellationToken)).TotalSeconds);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The connection restores itself.
        }
    }

    private void Report(string? trouble)
    {
        if (trouble is not null && !isTroubled) LogTrouble(logger, trouble);
        if (trouble is null && isTroubled) LogOver(logger);
        isTroubled = trouble is not null;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Trouble} Meanwhile no grid gets on; nothing is lost.")]
    private static partial void LogTrouble(ILogger logger, string trouble);

    [LoggerMessage(2, LogLevel.Information, "Redis takes writes again.")]
    private static partial void LogOver(ILogger logger);
}
