using System.Net;
using JsccGrid.Grains.Configuration;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using StackExchange.Redis;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary>
/// Two silos and two clients in this process, which talk over loopback TCP, a <c>redis-server</c> with an append-only file, and a
/// directory store; all in a folder of their own.
/// </summary>
internal sealed class BenchmarkCluster : IAsyncDisposable
{
    private const string ClusterId = "benchmark";
    private const int Silos = 2;
    private const int Clients = 2;

    private readonly string folder;
    private readonly DirectoryObjectStore store;
    private readonly List<IHost> silos = [];
    private readonly List<IHost> clients = [];

    private BenchmarkCluster(string folder, RedisServer redis)
    {
        this.folder = folder;
        Redis = redis;
        store = new DirectoryObjectStore(Path.Combine(folder, "store"), TimeProvider.System);
    }

    public RedisServer Redis { get; }

    public IReadOnlyList<IGrainFactory> Grains => [.. clients.Select(client => client.Services.GetRequiredService<IClusterClient>())];

    /// <param name="parent">Where to make the folder.</param>
    public static async Task<BenchmarkCluster> StartAsync(string parent)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"jsccgrid-benchmark-{Environment.ProcessId}")).FullName;
        var cluster = new BenchmarkCluster(folder, await RedisServer.StartAsync(Path.Combine(folder, "redis")));
        var ports = FreePorts.Take(Silos * 2);
        for (var silo = 0; silo < Silos; silo++)
            cluster.silos.Add(await StartAsync(builder => builder.UseOrleans(cluster.Configure(ports[silo * 2], ports[silo * 2 + 1]))));
        for (var client = 0; client < Clients; client++)
            cluster.clients.Add(await StartAsync(builder => builder.UseOrleansClient(cluster.Configure)));
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in clients.Concat(silos))
        {
            await host.StopAsync();
            host.Dispose();
        }
        Redis.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IHost> StartAsync(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        configure(builder);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private Action<ISiloBuilder> Configure(int siloPort, int gatewayPort) => silo =>
    {
        silo.Services
            .AddSingleton(new WorkStore(store))
            .AddSingleton(new GridStore(store));
        silo.UseRedisClustering(options => options.ConfigurationOptions = RedisOptions)
            .UseRedisReminderService(options => options.ConfigurationOptions = RedisOptions)
            .AddRedisGrainStorage(GrainStorageNames.Coordination, storage => storage.Configure<Serializer>((options, serializer) =>
            {
                options.ConfigurationOptions = RedisOptions;
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }))
            .Configure<ClusterOptions>(Configure)
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
    };

    private void Configure(IClientBuilder client) => client
        .UseRedisClustering(options => options.ConfigurationOptions = RedisOptions)
        .Configure<ClusterOptions>(Configure);

    private static void Configure(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (ClusterId, ClusterId);

    private ConfigurationOptions RedisOptions => ConfigurationOptions.Parse(Redis.ConnectionString);
}
