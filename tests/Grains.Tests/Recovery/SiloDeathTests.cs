using JsccGrid.Grains.Grids;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Grains.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Xunit;

namespace JsccGrid.Grains.Tests.Recovery;

/// <summary>Silos die or leave; grids go on.</summary>
public sealed class SiloDeathTests(RedisFixture redis)
{
    private const int Cells = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_KilledOneAfterTheOther_GridFinishesAndNothingRunsTwice()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", Samples.Cells(Cells));
        foreach (var commits in new[] { 10, 30 })
        {
            await crew.DriveUntilCommittedAsync(commits);
            var victim = ground.Cluster.Silos[0];
            await ground.Cluster.StartAdditionalSiloAsync();
            await ground.Cluster.KillSiloAsync(victim, Cancellation);
        }
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        // Stages are counted while a cell needs them: of a shard that comes back when all is done they are not looked up again.
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task AllSilos_Killed_GridGoesOnInNewOnes()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", Samples.Cells(Cells));
        await crew.UntilCommittedAsync(20);
        await ground.KillSilosAsync();
        await ground.Cluster.StartSilosAsync(2, Cancellation);
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Silo_ThatStopsInGoodOrder_LosesNoLeaseAndNoTime()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await using var crew = await Crew.StartAsync(ground);
        var grid = await ground.SubmitAsync("demo", Samples.Cells(Cells));
        await crew.UntilCommittedAsync(20);
        await ground.Cluster.StopSiloAsync(ground.Cluster.Silos[0], Cancellation);
        // The clock stands still: neither a timer nor the end of a lease helps.
        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        Assert.All(await grid.GetCellsAsync(0), cell => Assert.Equal(0, cell.LostLeases));
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Cluster_WithoutWorkers_ComesBackByItsReminder()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await ground.SubmitAsync("demo", Samples.Cells(3));
        var worker = await ground.AddWorkerAsync();
        var lease = await worker.RequestLeaseAsync();
        await ground.KillSilosAsync();
        await ground.Cluster.StartSilosAsync(1, Cancellation);

        var catalog = ground.Cluster.Client.Catalog();
        var reminders = ground.Cluster.GetSiloServiceProvider(ground.Cluster.Silos[0].SiloAddress).GetRequiredService<IReminderTable>();
        var reminder = Assert.Single((await reminders.ReadRows(catalog.GetGrainId(), Cancellation)).Reminders);
        await TestGrid.RepeatAsync(() =>
            catalog.AsReference<IRemindable>().ReceiveReminder(reminder.ReminderName, new TickStatus(), Cancellation));

        await Until.SeenAsync(() => ground.CountActivationsAsync(typeof(WorkGrain)), count => count > 0, "a work grain to be in memory");
        await Until.SeenAsync(
            () =>
            {
                ground.Clock.Advance(TimeSpan.FromSeconds(1));
                return ground.Work(lease.Work).GetAsync();
            },
            view => view.LostLeases > 0,
            "the lease of before to be lost");
    }

    [Fact]
    public async Task Grid_Finished_LeavesMemoryAndIsStillKnown()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await using (var crew = await Crew.StartAsync(ground))
        {
            await ground.SubmitAsync("demo", Samples.Cells(Cells));
            await TestGrid.UntilAsync(ground.Grid("demo"), snapshot => snapshot.Status == GridStatus.Finished);
        }
        var kinds = new[] { typeof(WorkGrain), typeof(GridShardGrain), typeof(GridGrain), typeof(GridCatalogGrain) };
        var management = ground.Cluster.Client.GetGrain<IManagementGrain>(0);
        await Until.SeenAsync(
            async () =>
            {
                await management.ForceActivationCollection(TimeSpan.Zero, Cancellation);
                var inMemory = 0;
                foreach (var kind in kinds) inMemory += await ground.CountActivationsAsync(kind);
                return inMemory;
            },
            inMemory => inMemory == 0,
            "the grains of a finished grid to leave memory");
        var catalog = ground.Cluster.Client.Catalog();
        var snapshot = Assert.Single(await catalog.GetGridsAsync());
        Assert.Equal(
            (GridStatus.Finished, Cells, 2, 0),
            (snapshot.Status, snapshot.Cells.Committed, snapshot.Stages.Committed, snapshot.Unreported));
        Assert.Equal(0, await ground.CountActivationsAsync(typeof(GridShardGrain)));
        Assert.Equal(Cells, (await ground.Grid("demo").GetCellsAsync(0)).Count(view => view.Work.IsCell));
    }
}
