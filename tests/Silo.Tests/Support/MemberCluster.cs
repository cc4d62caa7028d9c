using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Processes;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>A cluster of real processes on a real Redis, on a <see cref="FakeGround"/>.</summary>
internal sealed class MemberCluster : IAsyncDisposable
{
    public const string Id = "test";
    private readonly FakeGround ground;
    private readonly List<MemberProcess> members = [];

    private MemberCluster(FakeGround ground, RedisServer redis)
    {
        this.ground = ground;
        Redis = redis;
    }

    public RedisServer Redis { get; }

    public IReadOnlyList<MemberProcess> Silos { get; private set; } = [];

    public IReadOnlyList<MemberProcess> Workers { get; private set; } = [];

    /// <summary>Silos, then workers.</summary>
    public IReadOnlyList<MemberProcess> Members => members.AsReadOnly();

    public ClusterConnection? Connection { get; private set; }

    public IGrainFactory Grains => Connection!.Grains;

    public ClusterAddress Address =>
        new() { Id = Id, Redis = Redis.ConnectionString, Store = new StoreOptions { Folder = ground.StoreFolder } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts Redis, silos and workers, and connects.</summary>
    public static async Task<MemberCluster> StartAsync(
        FakeGround ground, int silos = 2, int workers = 2, int graceSeconds = 20, string? trainerOfFirst = null)
    {
        var cluster = await PrepareAsync(ground, silos, workers, graceSeconds, trainerOfFirst);
        await cluster.StartOrDisposeAsync(async () =>
        {
            foreach (var member in cluster.members) member.Process.Start();
            await cluster.ConnectAsync();
        });
        return cluster;
    }

    /// <summary>Starts Redis, and makes the other processes ready to be started.</summary>
    public static async Task<MemberCluster> PrepareAsync(
        FakeGround ground, int silos = 2, int workers = 2, int graceSeconds = 20, string? trainerOfFirst = null)
    {
        var cluster = new MemberCluster(ground, await RedisServer.StartAsync(ground.Folder("redis"), cancellationToken: Cancellation));
        cluster.Silos = [.. Enumerable.Range(1, silos).Select(number => cluster.Add("control", $"silo-{number}", graceSeconds, null))];
        cluster.Workers =
        [
            .. Enumerable.Range(1, workers)
                .Select(number => cluster.Add("worker", $"worker-{number}", graceSeconds, number == 1 ? trainerOfFirst : null))
        ];
        return cluster;
    }

    /// <summary>Waits until all members are ready, and connects to them.</summary>
    public async Task ConnectAsync()
    {
        await Task.WhenAll(members.Select(member => member.UntilReadyAsync(Cancellation)));
        if (Connection is not null) await Connection.DisposeAsync();
        Connection = await ClusterConnection.ConnectAsync(Address, Until.Stretched(TimeSpan.FromSeconds(30)), Cancellation);
    }

    /// <summary>Waits until a worker reports that it does nothing.</summary>
    public async Task UntilIdleAsync(MemberProcess worker)
    {
        var pool = Grains.Pool();
        await Until.SeenAsync(
            async () => (await pool.GetWorkersAsync()).SingleOrDefault(view => view.Registration.Worker == worker.Name)?.Slots[0].Activity,
            activity => activity == SlotActivity.Idle,
            $"{worker.Name} to be idle");
    }

    public async Task KillMembersAsync()
    {
        foreach (var member in members) await member.Process.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillMembersAsync();
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var member in members) TestContext.Current.AddAttachment($"{member.Name}.log", member.Log);
        }
        if (Connection is not null) await Connection.DisposeAsync();
        foreach (var member in members) member.Dispose();
        Redis.Dispose();
    }

    private MemberProcess Add(string role, string name, int graceSeconds, string? trainer)
    {
        Directory.CreateDirectory(ground.StoreFolder);
        var ports = FreePorts.Take(3);
        var http = new Uri($"http://127.0.0.1:{ports[0]}");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
            $"--urls={http}",
            $"--JsccGrid:Role={role}",
            $"--JsccGrid:Cluster:Id={Id}",
            $"--JsccGrid:Cluster:Redis={Redis.ConnectionString}",
            $"--JsccGrid:Endpoints:SiloPort={ports[1]}",
            $"--JsccGrid:Endpoints:GatewayPort={ports[2]}",
            $"--JsccGrid:Endpoints:Address=127.0.0.1",
            $"--JsccGrid:Store:Folder={ground.StoreFolder}",
            $"--JsccGrid:Worker:Name={name}",
            $"--JsccGrid:Worker:Slots=1",
            $"--JsccGrid:Worker:Device=cpu",
            $"--JsccGrid:Worker:GraceSeconds={graceSeconds}",
            "--JsccGrid:Worker:UploadSeconds=5",
            $"--JsccGrid:Worker:DataSets:{Samples.Fingerprint}={ground.DataFolder}",
            $"--JsccGrid:Worker:ScratchFolder={ground.Folder("scratch")}",
            $"--JsccGrid:Worker:TrainerPath={trainer ?? FakeFolder.Trainer}",
            "--JsccGrid:Orchestration:RetryBaseDelay=00:00:00.02",
            "--Logging:LogLevel:Microsoft.AspNetCore=Warning",
        ];
        var log = Path.Combine(ground.Folder("logs"), $"{name}.log");
        var member = new MemberProcess(name, new ServerProcess(new ServerCommand(name, "dotnet", arguments, log)), http, log);
        members.Add(member);
        return member;
    }
}
