using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;

namespace JsccGrid.Worker.Telemetry;

/// <summary>What a worker measures of its commits of checkpoints that succeed.</summary>
internal static class CheckpointMetrics
{
    private static readonly Meter Meter = new(TelemetryNames.Source);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "jsccgrid.checkpoint.commit.duration", "s",
        "Commits of checkpoints, from the first upload to the swap of the manifest.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600] });

    /// <summary>Bounds from 1 KiB to 4 GiB.</summary>
    private static readonly Histogram<long> Size = Meter.CreateHistogram(
        "jsccgrid.checkpoint.size", "By", "Size of checkpoints committed, all their files.", tags: null,
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1L << 10, 1L << 14, 1L << 17, 1L << 20, 1L << 22, 1L << 24, 1L << 26, 1L << 28,
                1L << 30, 1L << 32],
        });

    /// <param name="duration">How long the commit took.</param>
    /// <param name="bytes">The size of its files.</param>
    public static void Count(TimeSpan duration, long bytes)
    {
        Duration.Record(duration.TotalSeconds);
        Size.Record(bytes);
    }
}
