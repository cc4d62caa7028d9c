using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

public sealed class MeasuredObjectStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HandSetClock clock = new();
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> measured = new();

    public MeasuredObjectStoreTests()
    {
        listener.InstrumentPublished = (instrument, heard) =>
        {
            // Commits that other tests fence off are counted for the whole process.
            if (instrument.Meter.Name == TelemetryNames.Source && instrument.Name != "jsccgrid.fenced_commits")
                heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Requests_RepeatedUntilTheySucceed_AreEachMeasured()
    {
        using var measuring = Open(
            call => call < 2 ? StoreFault.Before : StoreFault.None, _ => clock.Advance(TimeSpan.FromMilliseconds(250)));
        using var store = new ResilientObjectStore(
            measuring,
            new StoreResilienceOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
            TimeProvider.System);

        await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.IfAbsent, Cancellation);
        Assert.Null(await store.WriteAsync("a", "y"u8.ToArray(), WriteCondition.IfAbsent, Cancellation));

        Assert.Equal(
        [
            "jsccgrid.store.request.duration write error 0.25", "jsccgrid.store.request.duration write error 0.25",
            "jsccgrid.store.request.duration write ok 0.25", "jsccgrid.store.request.duration write ok 0.25",
        ], measured);
    }

    [Fact]
    public async Task Files_UploadedAndDownloaded_CountTheirBytes()
    {
        using var store = Open(_ => StoreFault.None, _ => clock.Advance(TimeSpan.FromSeconds(2)));
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllBytesAsync(file, new byte[1234], Cancellation);

        await store.UploadAsync("a", file, Cancellation);
        await store.DownloadAsync("a", file + ".2", Cancellation);
        Assert.Null(await store.DownloadAsync("b", file + ".3", Cancellation));

        Assert.Equal(
        [
            "jsccgrid.store.request.duration upload ok 2", "jsccgrid.upload.duration 2", "jsccgrid.upload 1234",
            "jsccgrid.store.request.duration download ok 2", "jsccgrid.download 1234", "jsccgrid.store.request.duration download ok 2",
        ], measured);
    }

    [Fact]
    public async Task List_OfObjects_IsOneRequest()
    {
        using var store = Open(_ => StoreFault.None, _ => { });
        foreach (var name in new[] { "a/1", "a/2" }) await store.WriteAsync(name, default, WriteCondition.Always, Cancellation);
        measured.Clear();

        Assert.Equal(2, await store.ListAsync("a", Cancellation).CountAsync(Cancellation));

        Assert.Equal(["jsccgrid.store.request.duration list ok 0"], measured);
    }

    private MeasuredObjectStore Open(Func<int, StoreFault> plan, Action<int> before) => new(
        new FaultyObjectStore(new DirectoryObjectStore(Path.Combine(folder.Path, "store"), TimeProvider.System), plan)
        {
            BeforeCall = call =>
            {
                before(call);
                return Task.CompletedTask;
            },
        },
        clock);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var parts = labels.ToArray().Select(label => $"{label.Value}").Prepend(instrument.Name)
            .Append(FormattableString.Invariant($"{value}"));
        measured.Enqueue(string.Join(' ', parts));
    }
}
