using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;

namespace JsccGrid.Storage.Telemetry;

/// <summary>What is measured of a store and of what attempts commit to it.</summary>
public static class StoreMetrics
{
    private static readonly Meter Meter = new(TelemetryNames.Source);

    private static readonly InstrumentAdvice<double> Transfers = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600],
    };

    private static readonly InstrumentAdvice<double> Requests = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private static readonly Histogram<double> RequestDuration = Meter.CreateHistogram(
        "jsccgrid.store.request.duration", "s", "Requests to the store, each try by itself.", tags: null, Requests);

    private static readonly Histogram<double> UploadDuration = Meter.CreateHistogram(
        "jsccgrid.upload.duration", "s", "Uploads of files that succeeded.", tags: null, Transfers);

    private static readonly Counter<long> UploadedBytes = Meter.CreateCounter<long>("jsccgrid.upload", "By", "Size of the files uploaded.");

    private static readonly Counter<long> DownloadedBytes = Meter.CreateCounter<long>(
        "jsccgrid.download", "By", "Size of the files downloaded.");

    private static readonly Counter<long> FencedCommits = Meter.CreateCounter<long>(
        "jsccgrid.fenced_commits", "{commit}", "Commits refused because a later attempt has the work.");

    /// <summary>Shows the counters of a worker at their present value, so that the first event of each is an increase from zero.</summary>
    public static void AnnounceWorker()
    {
        UploadedBytes.Add(0);
        DownloadedBytes.Add(0);
        FencedCommits.Add(0);
    }

    internal static void CountRequest(string operation, bool isOk, TimeSpan duration) => RequestDuration.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>("operation", operation),
        new KeyValuePair<string, object?>("outcome", isOk ? "ok" : "error"));

    internal static void CountUpload(TimeSpan duration, long bytes)
    {
        UploadDuration.Record(duration.TotalSeconds);
        UploadedBytes.Add(bytes);
    }

    internal static void CountDownload(long bytes) => DownloadedBytes.Add(bytes);

    internal static void CountFenced() => FencedCommits.Add(1);
}
