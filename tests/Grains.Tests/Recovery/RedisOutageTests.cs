using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Tests.Shared;
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
}
