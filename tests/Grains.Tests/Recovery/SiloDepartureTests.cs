using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Orleans.Hosting;
using Orleans.Runtime;
using Xunit;

namespace JsccGrid.Grains.Tests.Recovery;

/// <summary>A silo that leaves lets its grains end what they are at, and holds up nobody by that.</summary>
public sealed class SiloDepartureTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// A grid that leaves answers nobody, so that whoever it waits for must not wait for it: they would until a call times out.
    /// </summary>
    [Fact]
    public async Task Grid_LeavingWhileTheCatalogIsTold_WaitsForNoTimeOut()
    {
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var isHeld = false;
        await using var ground = await TestGrid.StartAsync(configure: silo => silo.AddIncomingGrainCallFilter(async call =>
        {
            if (isHeld && call.InterfaceMethod?.Name == nameof(IGridCatalogGrain.UpdateAsync))
            {
                reached.TrySetResult();
                await open.Task;
            }
            await call.Invoke();
        }));
        var grid = await ground.SubmitAsync("demo", Samples.Cells(3));
        var home = await ground.Cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(grid, Cancellation);

        isHeld = true;
        var pause = grid.PauseAsync();
        await reached.Task.WaitAsync(Cancellation);
        var departure = ground.Cluster.StopSiloAsync(ground.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)), Cancellation);
        await Until.TrueAsync(async () => !await AnswersAsync(grid), "the grid to leave");
        open.SetResult();

        await pause;
        await departure;
    }

    private static async Task<bool> AnswersAsync(IGridGrain grid)
    {
        try
        {
            await grid.GetSnapshotAsync().WaitAsync(Moment, Cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
