using System.Globalization;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Silo.Hosting;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>A Redis with a replica, watched by three sentinels, as a process of ours reaches it.</summary>
public sealed class SentinelTests : IAsyncLifetime
{
    private const string Service = "mymaster";
    private const int Sentinels = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-sentinel-").FullName;
    private readonly List<RedisServer> servers = [];
    private readonly List<ServerProcess> sentinels = [];
    private readonly CancellationTokenSource stop = new();
    private string connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "first", "second" })
            servers.Add(await RedisServer.StartAsync(Path.Combine(folder, name), cancellationToken: Cancellation));
        await using (var second = await ConnectionMultiplexer.ConnectAsync($"{servers[1].ConnectionString},allowAdmin=true"))
            await second.GetServers()[0].ReplicaOfAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, servers[0].Port));
        var ports = FreePorts.Take(Sentinels);
        foreach (var port in ports) sentinels.Add(StartSentinel(port));
        connection = string.Join(',', ports.Select(port => $"127.0.0.1:{port}")) + $",serviceName={Service}";
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var sentinel in sentinels) sentinel.Dispose();
        foreach (var server in servers) server.Dispose();
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Primary_Killed_WritesGoOnAtTheReplicaWithWhatWasWritten()
    {
        await using var redis = new RedisConnector(
            connection, new ClusterResilience(TimeProvider.System, NullLoggerFactory.Instance), stop.Token);
        var (multiplexer, _) = await redis.ConnectAsync();
        var database = multiplexer.GetDatabase();
        await Until.TrueAsync(async () => await redis.FindTroubleAsync(Cancellation) is null, "the first server to take writes");
        Assert.True((await redis.FindMemoryAsync(Cancellation))?.Used > 0);
        await database.StringSetAsync("grain", "state");
        await Until.SeenAsync(ReplicasAsync, replicas => replicas == 1, "the sentinels to know the second server");
        await Until.SeenAsync(() => ReadSecondAsync("grain"), value => value == "state", "the second server to have what was written");

        await servers[0].Process.KillAsync();

        await Until.TrueAsync(async () => await redis.FindTroubleAsync(Cancellation) is null, "the second server to take writes");
        Assert.Equal("state", await database.StringGetAsync("grain"));
        Assert.Equal(servers[1].Port, ((System.Net.IPEndPoint)(await database.IdentifyEndpointAsync())!).Port);
    }

    private async Task<int> ReplicasAsync()
    {
        var port = connection.Split(':', ',')[1];
        await using var sentinel = await ConnectionMultiplexer.SentinelConnectAsync($"127.0.0.1:{port}");
        return (await sentinel.GetServers()[0].SentinelGetReplicaAddressesAsync(Service)).Length;
    }

    private async Task<string?> ReadSecondAsync(string key)
    {
        await using var second = await ConnectionMultiplexer.ConnectAsync(servers[1].ConnectionString);
        return await second.GetDatabase().StringGetAsync(key, CommandFlags.PreferReplica);
    }

    private ServerProcess StartSentinel(int port)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture))).FullName;
        var file = Path.Combine(data, "sentinel.conf");
        File.WriteAllText(
            file,
            $"""
            port {port}
            bind 127.0.0.1
            dir {data}
            sentinel monitor {Service} 127.0.0.1 {servers[0].Port} 2
            sentinel down-after-milliseconds {Service} 1500
            sentinel failover-timeout {Service} 5000

            """);
        var sentinel = new ServerProcess(
            new ServerCommand($"sentinel-{port}", Programs.Redis, [file, "--sentinel"], Path.Combine(data, "sentinel.log")));
        sentinel.Start();
        return sentinel;
    }
}
