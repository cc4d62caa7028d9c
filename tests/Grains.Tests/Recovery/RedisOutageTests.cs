using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Storage.Grids;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Grains.Tests.Recovery;

/// <summary>Redis dies, or forgets everything; the store is the truth.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private const int Cells = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-redis-").FullName;
    private RedisServer redis = null!;

    public async ValueTask InitializeAsync() => redis = await RedisServer.StartAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await redis.Process.KillAsync();
        redis.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Redis_KilledAndStartedAgain_GridFinishesAndNothingRunsTwice()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", Samples.Cells(Cells));
        await crew.UntilCommittedAsync(10);
        await redis.Process.KillAsync();
        await redis.StartAgainAsync(Cancellation);
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Redis_WipedUnderLivingSilos_SameSubmissionCompletesTheRest()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        await using var crew = await Crew.StartAsync(ground);
        var cells = Samples.Cells(Cells);
        await ground.SubmitAsync("demo", cells);
        await crew.UntilCommittedAsync(10);
        await redis.WipeAsync();
        await TestGrid.RepeatAsync(() => ground.SubmitAsync("demo", cells));
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Everything_LostButTheStore_SameSubmissionRunsOnlyTheRest()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        var cells = Samples.Cells(Cells);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", cells);
        await crew.UntilCommittedAsync(15);
        await ground.KillSilosAsync();
        await redis.WipeAsync();
        await ground.Cluster.StartSilosAsync(2, Cancellation);
        await TestGrid.RepeatAsync(() => ground.SubmitAsync("demo", cells));
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Grid_ForgottenUnderLivingSilos_GoesOnByItself()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", Samples.Cells(Cells));
        await crew.UntilCommittedAsync(10);
        await redis.WipeAsync();
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
        crew.RequireOneCommitEach(Cells + 2);
    }

    [Fact]
    public async Task Grid_ForgottenWithItsSilos_ComesBackWithItsPriorityAndRunsOnlyTheRest()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        await using var crew = await Crew.StartAsync(ground);
        await ground.SubmitAsync("demo", Samples.Cells(Cells), priority: 3);
        await ground.Grid("demo").SetPriorityAsync(7);
        await crew.UntilCommittedAsync(15);
        await ForgetAsync(ground);
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal((Cells, 7), (snapshot.Cells.Committed, snapshot.Priority));
        crew.RequireOneCommitEach(Cells + 2);
    }

    /// <summary>What a grid tells the catalog may be lost on the way, in an outage of Redis or with a silo.</summary>
    [Fact]
    public async Task Grid_ThatOnlyTheCatalogForgot_IsListedAgainAndGoesOn()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        await ground.SubmitAsync("demo", Samples.Cells(Cells));
        await ground.KillSilosAsync();
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString))
        {
            var keys = connection.GetServers()[0].Keys(pattern: $"{ground.ServiceId}/state/gridcatalog/*").ToArray();
            Assert.Equal(keys.Length, await connection.GetDatabase().KeyDeleteAsync(keys));
            Assert.NotEmpty(keys);
        }
        await ground.Cluster.StartSilosAsync(2, Cancellation);

        var catalog = ground.Cluster.Client.Catalog();
        await Until.SeenInTroubleAsync(
            () => catalog.GetGridsAsync(), grids => grids.Any(grid => grid.Name == "demo"), "the catalog to know the grid");
        await using var crew = await Crew.StartAsync(ground);
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(Cells, snapshot.Cells.Committed);
    }

    [Fact]
    public async Task Grids_ForgottenWhilePausedCancelledOrFinished_DoNotRun()
    {
        await using var ground = await TestGrid.StartAsync(redis);
        var cells = Samples.Cells(3);
        await using (await Crew.StartAsync(ground))
        {
            await ground.SubmitAsync("finished", cells[0]);
            await ground.DriveAsync("finished", snapshot => snapshot.Status == GridStatus.Finished);
        }
        await (await ground.SubmitAsync("paused", cells[0], cells[1])).PauseAsync();
        await (await ground.SubmitAsync("cancelled", cells[0], cells[2])).CancelAsync();
        await UntilStoredAsync(ground, "finished", record => record.FinishedAt is not null);
        await UntilStoredAsync(ground, "cancelled", record => record.FinishedAt is not null);
        await ForgetAsync(ground);

        var paused = await ground.DriveAsync("paused", snapshot => snapshot is { Status: GridStatus.Paused, Unreported: 0 });
        Assert.Equal((1, 1), (paused.Cells.Committed, paused.Cells.Paused));
        Assert.Equal(GridStatus.Unknown, (await ground.Grid("cancelled").GetSnapshotAsync()).Status);
        Assert.Equal(GridStatus.Unknown, (await ground.Grid("finished").GetSnapshotAsync()).Status);
        var worker = await ground.AddWorkerAsync();
        Assert.Null(await ground.Pool.RequestLeaseAsync(worker.Name, 0, TimeSpan.Zero));

        await ground.Grid("paused").ResumeAsync();
        await using var crew = await Crew.StartAsync(ground);
        await ground.DriveAsync("paused", snapshot => snapshot.Status == GridStatus.Finished);
    }

    /// <summary>Silos and Redis forget everything.</summary>
    private async Task ForgetAsync(TestGrid ground)
    {
        await ground.KillSilosAsync();
        await redis.WipeAsync();
        await ground.Cluster.StartSilosAsync(2, Cancellation);
    }

    private static Task UntilStoredAsync(TestGrid ground, string grid, Func<GridRecord, bool> condition) => Until.SeenAsync(
        () => ground.Grids.ReadAsync(grid, Cancellation),
        record => record is not null && condition(record),
        "the store to know what is wanted of the grid");
}
