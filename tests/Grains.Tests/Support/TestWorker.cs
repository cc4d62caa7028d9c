using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Grains.Tests.Support;

/// <summary>A worker that does what the test says with its leases.</summary>
internal sealed class TestWorker(TestGrid grid, string name)
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public string Name => name;

    /// <summary>Waits for work that the test knows to come.</summary>
    public async Task<WorkLease> RequestLeaseAsync(int slot = 0)
    {
        var lease = await grid.Pool.RequestLeaseAsync(name, slot, Patience);
        Assert.NotNull(lease);
        return lease;
    }

    /// <summary>Claims what the test knows not to be there, letting a short patience pass.</summary>
    public async Task ClaimNothingAsync(int slot = 0)
    {
        var patience = TimeSpan.FromSeconds(1);
        var claim = grid.Pool.RequestLeaseAsync(name, slot, patience);
        await Until.TrueAsync(
            async () =>
            {
                if (claim.IsCompleted) return true;
                // The pool may not have taken it in yet.
                grid.Clock.Advance(patience);
                await grid.Pool.GetWorkersAsync();
                return false;
            },
            $"{name} to have waited for work in vain");
        Assert.Null(await claim);
    }

    public Task CompleteAsync(WorkLease lease) => grid.Work(lease.Work).CompletedAsync(name, lease.Attempt);

    public Task FailAsync(WorkLease lease, string reason = "it failed", bool retryable = true) =>
        grid.Work(lease.Work).FailedAsync(name, lease.Attempt, new AttemptFailure(reason, retryable, ["the last line"]));

    public Task<LeaseDirective> BeatAsync(WorkLease lease) => grid.Work(lease.Work).HeartbeatAsync(name, lease.Attempt);

    public Task ReportAsync(WorkLease lease, WorkProgress progress)
    {
        var slot = new SlotSnapshot { Slot = 0, Activity = SlotActivity.Training, Work = lease.Work, Attempt = lease.Attempt };
        return grid.Pool.ReportAsync(name, [slot with { Progress = progress }]);
    }

    /// <summary>Claims the shared stages of a cell and commits them, in the store too.</summary>
    public async Task DoStagesAsync(CellSpec cell)
    {
        foreach (var stage in cell.RequiredStages)
        {
            var lease = await RequestLeaseAsync();
            Assert.Equal(WorkId.Of(stage.Key), lease.Work);
            var claim = await grid.Works.BeginAttemptAsync(lease.Spec, name, lease.Attempt, TestContext.Current.CancellationToken);
            await claim!.SealAsync("", [], TestContext.Current.CancellationToken);
            await CompleteAsync(lease);
        }
    }
}
