using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;
using Xunit;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>What a failure says of the worker that it happened on.</summary>
public sealed class WorkTransitionsBlameTests
{
    [Theory]
    [InlineData(false, AttemptOutcome.Failed)]
    [InlineData(true, null)]
    public void Failure_OfAnOutsideProgram_IsNoNewsOfTheWorker(bool isOfProgram, AttemptOutcome? expected)
    {
        var record = new WorkRecord { Status = WorkStatus.Leased, Worker = "worker", Attempt = 1 };
        record = record with { Observers = record.Observers.Add("grid/0", WorkDemand.Run) };
        var failure = new AttemptFailure("it fell", Retryable: true, [], IsOfProgram: isOfProgram);

        var after = WorkTransitions.Apply(
            record, new WorkEvent.Failed("worker", 1, failure), DateTimeOffset.UnixEpoch, new OrchestrationOptions());

        Assert.Equal(expected, after.Outcome?.Outcome);
        Assert.Equal((WorkStatus.Backoff, 1), (after.Record.Status, after.Record.Failures.Length));
    }
}
