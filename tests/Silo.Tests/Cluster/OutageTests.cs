using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using StackExchange.Redis;
using Xunit;
using static JsccGrid.Silo.Tests.Cluster.ThreeCells;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>Redis away, Redis empty, and everything gone at once.</summary>
public sealed class OutageTests
{
    private static readonly CellSpec[] Cells = Samples.Cells(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_AwayWhileACellCompletes_HearsOfItAfterwards()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([Cells[0]], Cancellation);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.Redis.Process.KillAsync();
        ground.LetGo();
        await Until.SeenAsync(
            () => ground.OpenStore().ReadStateAsync(Waiting, Cancellation), state => state.IsCommitted, "the cell to be committed");
        await cluster.Redis.StartAgainAsync(Cancellation);

        Assert.Equal(1, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
        var view = await cluster.Grains.Work(Waiting).GetAsync();
        Assert.Equal((1, 0, 0), (view.Attempt, view.Failures, view.LostLeases));
    }

    [Fact]
    public async Task Everything_KilledAndRedisWiped_TheSameSubmissionRepeatsNothingCommitted()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells.Skip(1), Cancellation);
        await grid.UntilAsync(snapshot => snapshot.Cells.Committed == 1);
        await grid.SubmitAsync(Cells, Cancellation);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.KillMembersAsync();
        await cluster.Redis.WipeAsync();
        await cluster.Redis.Process.KillAsync();
        ground.LetGo();
        foreach (var member in cluster.Members) member.Process.Start();
        foreach (var member in cluster.Members) await member.UntilLiveAsync(Cancellation);
        Assert.StartsWith("Unhealthy", await cluster.Workers[0].GetAsync("/health/ready", Cancellation), StringComparison.Ordinal);
        await cluster.Redis.StartAgainAsync(Cancellation);
        await cluster.ConnectAsync();

        grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        Assert.Equal(2, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        Assert.Equal([0], ground.RunsOf(WorkId.Of(Cells[1].Id)));
        foreach (var stage in Cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
    }

    [Fact]
    public async Task Redis_ThatRefusesWrites_IsSaidByReadinessAndToClientsAndOutlasted()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([Cells[0]], Cancellation);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{cluster.Redis.ConnectionString},allowAdmin=true");
        var server = redis.GetServers()[0];
        await server.ConfigSetAsync("maxmemory-policy", "noeviction");
        await server.ConfigSetAsync("maxmemory", "1mb");
        var refusal = $"Redis at {cluster.Redis.ConnectionString} refuses writes (OOM command not allowed when used memory > 'maxmemory').";
        await cluster.Silos[0].UntilLogsAsync(refusal);
        Assert.Equal($"Unhealthy\nredis: {refusal}", await cluster.Silos[0].GetAsync("/health/ready", Cancellation));
        Assert.Equal("Healthy", await cluster.Silos[0].GetAsync("/health/live", Cancellation));
        Assert.Equal(refusal, await cluster.Connection!.FindTroubleAsync(Cancellation));
        ground.LetGo();
        await UntilCommittedAsync(ground, [Cells[0]]);

        await server.ConfigSetAsync("maxmemory", "0");
        Assert.Equal(1, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
        await cluster.Silos[0].UntilReadyAsync(Cancellation);
    }

    [Fact]
    public async Task Redis_WithHalfOfItsFile_TheGridGoesOnByItself()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        await cluster.Grains.GetGrain<IGridGrain>("fake").SubmitAsync(Cells, Cancellation);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.KillMembersAsync();
        await cluster.Redis.Process.KillAsync();
        var file = Directory.GetFiles(ground.Folder("redis"), "*.incr.aof", SearchOption.AllDirectories).Single();
        using (var stream = new FileStream(file, FileMode.Open)) stream.SetLength(stream.Length / 2);
        ground.LetGo();
        await cluster.Redis.StartAgainAsync(Cancellation);
        foreach (var member in cluster.Members) member.Process.Start();
        await cluster.ConnectAsync();

        await UntilCommittedAsync(ground, Cells);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
    }

    [Fact]
    public async Task StoreFolder_MovedAwayAndBack_IsSaidAndWaitedForAndCostsNoRetry()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([Cells[0]], Cancellation);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        Directory.Move(ground.StoreFolder, ground.Folder("elsewhere"));
        ground.LetGo();
        var gone = $"The store is gone: the folder '{ground.StoreFolder}' is not there any more, or another is in its place.";
        foreach (var member in cluster.Members)
            Assert.Contains($"\nstore: {gone}", await member.GetAsync("/health/ready", Cancellation), StringComparison.Ordinal);
        await cluster.Workers[0].UntilLogsAsync($"{gone} Was it moved");
        Assert.False(Directory.Exists(ground.StoreFolder));

        Directory.Move(ground.Folder("elsewhere"), ground.StoreFolder);
        Assert.Equal(1, (await grid.UntilFinishedAsync()).Cells.Committed);
        var view = await cluster.Grains.Work(Waiting).GetAsync();
        Assert.Equal((1, 0, 0), (view.Attempt, view.Failures, view.LostLeases));
        Assert.Equal([0], ground.RunsOf(Waiting));
    }

    [Fact]
    public async Task Connect_WithoutRedis_SaysWhatWasTried()
    {
        var address = new ClusterAddress { Redis = "127.0.0.1:1,password=secret", Store = new StoreOptions { Folder = "/store" } };
        var exception = await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => ClusterConnection.ConnectAsync(address, TimeSpan.FromSeconds(1), Cancellation));
        Assert.StartsWith("Redis at 127.0.0.1:1 did not answer within 1 s (", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Is the address right, is the server running, and does it accept this password?",
            exception.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutASilo_SaysSo()
    {
        using var ground = new FakeGround();
        await using var cluster = await MemberCluster.PrepareAsync(ground, silos: 0, workers: 0);
        var exception = await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => ClusterConnection.ConnectAsync(cluster.Address, TimeSpan.FromSeconds(5), Cancellation));
        Assert.StartsWith(
            "No silo of cluster 'test' answered within 5 s. Redis at 127.0.0.1:", exception.Message, StringComparison.Ordinal);
    }

    private static async Task UntilCommittedAsync(FakeGround ground, IEnumerable<CellSpec> cells)
    {
        var store = ground.OpenStore();
        foreach (var cell in cells)
            await Until.SeenAsync(
                () => store.ReadStateAsync(WorkId.Of(cell.Id), Cancellation),
                state => state.IsCommitted,
                "the cell to be committed");
    }
}
