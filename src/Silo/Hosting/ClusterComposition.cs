using System.Net;
using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;
using JsccGrid.Worker;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using SiloOptions = JsccGrid.Silo.Configuration.SiloOptions;

namespace JsccGrid.Silo.Hosting;

/// <summary>Puts the members of a cluster together: control silos, workers, and processes that are both.</summary>
internal static class ClusterComposition
{
    /// <summary>What a control silo may take to move its grains.</summary>
    private static readonly TimeSpan ControlStop = TimeSpan.FromSeconds(30);

    public static void AddClusterMember(this IHostApplicationBuilder builder, SiloOptions options)
    {
        var role = options.ParsedRole;
        builder.Logging
            .AddFilter("Orleans", LogLevel.Warning)
            // Its warning at every start, of a check that has "not completed for" as long as the machine is up, is false.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            .AddFilter("Polly", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ClusterResilience>()
            .AddSingleton(services => new RedisConnector(
                options.Cluster.Redis!,
                services.GetRequiredService<ClusterResilience>(),
                services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
            .AddStore(_ => ObjectStores.Open(options.Store, TimeProvider.System), StoreResilienceOptions.Patient)
            // Health is answered while the cluster is still being waited for.
            .Configure<HostOptions>(host => (host.ServicesStartConcurrently, host.ShutdownTimeout) = (true, ControlStop));
        if (role == SiloRole.Worker)
            builder.UseOrleansClient(client => client.JoinCluster(options.Cluster.Id, ClusterTuning.WorkerResponse));
        else builder.UseOrleans(silo => silo.AddControl(options));
        // After Orleans: hosted services stop in reverse order, and the worker needs the grains to give its leases back.
        if (role != SiloRole.Control) builder.Services.AddWorker(options.Worker);
    }

    private static void AddControl(this ISiloBuilder silo, SiloOptions options)
    {
        silo.Services
            .AddKeyedSingleton(TimeProviderNames.Grains, TimeProvider.System)
            .AddSingleton(Options.Create(options.Orchestration));
        if (options.Cluster.Kubernetes) silo.UseKubernetesHosting();
        silo.TuneMembership(options.Cluster.Id)
            .Configure<EndpointOptions>(endpoints =>
            {
                (endpoints.SiloPort, endpoints.GatewayPort) = (options.Endpoints.SiloPort, options.Endpoints.GatewayPort);
                if (options.Endpoints.Address is { } address) endpoints.AdvertisedIPAddress = IPAddress.Parse(address);
            })
            .UseRedisReminderService(_ => { })
            .AddRedisGrainStorage(GrainStorageNames.Coordination, (OptionsBuilder<RedisStorageOptions> storage) =>
                storage.Configure<IServiceProvider>((redis, services) =>
                {
                    var connector = services.GetRequiredService<RedisConnector>();
                    redis.ConfigurationOptions = connector.Options;
                    redis.CreateMultiplexer = _ => connector.ConnectAsync();
                    redis.GrainStorageSerializer = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>());
                }));
        silo.Services.AddOptions<RedisReminderTableOptions>().Configure<RedisConnector>((reminders, connector) =>
        {
            reminders.ConfigurationOptions = connector.Options;
            reminders.CreateMultiplexer = _ => connector.ConnectAsync();
        });
    }
}
