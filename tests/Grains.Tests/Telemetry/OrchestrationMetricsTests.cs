using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Telemetry;
using JsccGrid.Grains.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Grains.Tests.Telemetry;

/// <summary>What the lives of works count as; each test has a scheme of its own, since counters belong to the process.</summary>
public sealed class OrchestrationMetricsTests : IDisposable
{
    private static readonly OrchestrationOptions Options = new() { MaxFailures = 2 };

    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> counted = new();
    private readonly string kind = $"scheme-{Guid.NewGuid():N}";
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;
    private WorkRecord record = new();

    public OrchestrationMetricsTests()
    {
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source) heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) =>
        {
            var own = labels.ToArray().ToDictionary(label => label.Key, label => $"{label.Value}");
            if (own.GetValueOrDefault("scheme") == kind) counted.Enqueue($"{instrument.Name} {own.GetValueOrDefault("outcome")}{value}");
        });
        listener.Start();
        Happen(new WorkEvent.Submitted(new WorkRequest($"{kind} B=1", [], "grid/00000", WorkDemand.Run), 0, IsCommitted: false));
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public void Count_OfAttemptsInEveryWay_NamesEachOutcomeOnce()
    {
        Lease();
        Happen(new WorkEvent.HandedBack("worker", record.Attempt, record.Attempt, null));
        Lease();
        Happen(new WorkEvent.Failed("worker", record.Attempt, new AttemptFailure("bad luck", Retryable: true, [])));
        now += Options.RetryMaxDelay * 2;
        Happen(new WorkEvent.AlarmRang());
        Lease();
        now += Options.LeaseDuration;
        Happen(new WorkEvent.AlarmRang());
        Lease();
        Happen(new WorkEvent.Completed("worker", record.Attempt));
        Happen(new WorkEvent.Completed("worker", record.Attempt));

        Assert.Equal(
            [
                "jsccgrid.attempts preempted1",
                "jsccgrid.attempts failed1",
                "jsccgrid.attempts lost1",
                "jsccgrid.attempts completed1"
            ],
            counted);
    }

    [Fact]
    public void Count_OfTheLastFailure_IsAFailedAttemptAndAQuarantine()
    {
        Lease();
        Happen(new WorkEvent.Failed("worker", record.Attempt, new AttemptFailure("bad data", Retryable: false, [])));

        Assert.Equal(["jsccgrid.attempts failed1", "jsccgrid.quarantines 1"], counted);
    }

    [Fact]
    public void Count_OfWorkFoundCommitted_IsNoAttempt()
    {
        Happen(new WorkEvent.Submitted(new WorkRequest($"{kind} B=1", [], "other/00000", WorkDemand.Run), 3, IsCommitted: true));

        Assert.Equal(WorkStatus.Committed, record.Status);
        Assert.Empty(counted);
    }

    [Fact]
    public void Spans_OfALife_AreOneForEachStatusInTheWorksOwnTrace()
    {
        var work = WorkId.Of(Samples.Cell().Id);
        var spans = new ConcurrentQueue<Activity>();
        using var heard = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if ((string?)span.GetTagItem("jsccgrid.label") == record.Label) spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(heard);
        foreach (var (happened, seconds) in new (WorkEvent, int)[]
        {
            (new WorkEvent.LeaseRequested("worker", 0), 5),
            (new WorkEvent.Completed("worker", 1), 60)
        })
        {
            now += TimeSpan.FromSeconds(seconds);
            var before = record;
            Happen(happened);
            WorkSpans.Record(work, before, record);
        }

        Assert.Equal(["ready", "leased"], spans.Select(span => span.OperationName));
        Assert.Equal([5, 60], spans.Select(span => span.Duration.TotalSeconds));
        Assert.All(spans, span => Assert.Equal(work.Digits, span.TraceId.ToHexString()));
    }

    private void Lease() => Happen(new WorkEvent.LeaseRequested("worker", 0));

    private void Happen(WorkEvent happened)
    {
        var before = record;
        record = WorkTransitions.Apply(record, happened, now, Options).Record;
        if (record.Version != before.Version) OrchestrationMetrics.Count(before, record, happened);
    }
}
