using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Logging;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Worker;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace JsccGrid.Silo.Hosting;

/// <summary>The composition root: puts silos together from their parts.</summary>
internal static class SiloComposition
{
    /// <summary>A log file larger than this is begun anew at start, in bytes.</summary>
    private const long MaxLogSize = 16 << 20;

    /// <summary>Everything on this machine: grains with their state in memory, a worker, and a directory store.</summary>
    public static void AddOneMachine(this IHostApplicationBuilder builder, OneMachineSettings settings)
    {
        var options = settings.Options;
        builder.Logging
            .AddProvider(new FileLoggerProvider(LogFile(settings.StoreFolder), TimeProvider.System))
            .SetMinimumLevel(options.VerboseLog ? LogLevel.Debug : LogLevel.Information)
            .AddFilter("Polly", LogLevel.Warning)
            .AddFilter("Orleans", options.VerboseLog ? LogLevel.Information : LogLevel.Warning);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.Grains, options.TimeProvider)
            .AddSingleton(Options.Create(options.Orchestration))
            .AddStore(_ => new DirectoryObjectStore(settings.StoreFolder, TimeProvider.System), new StoreResilienceOptions());
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, OneMachineHost.ServiceId, settings.ClusterId)
            .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback)
            .AddInMemoryCoordination());
        // After Orleans: hosted services stop in reverse order, and the worker needs the grains to give its leases back.
        builder.Services.AddWorker(options.Worker.Alone(ScratchNameOf(settings.StoreFolder)));
    }

    /// <summary>Grain state in memory: on one machine the store alone is what must last.</summary>
    public static ISiloBuilder AddInMemoryCoordination(this ISiloBuilder silo) => silo.AddMemoryGrainStorage(
        GrainStorageNames.Coordination,
        storage => storage.Configure<IServiceProvider>((options, services) =>
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>())));

    /// <summary>The typed views of a store.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="objects">Opens the store.</param>
    /// <param name="worker">How a worker bears with a store that is away.</param>
    public static IServiceCollection AddStore(
        this IServiceCollection services, Func<IServiceProvider, IObjectStore> objects, StoreResilienceOptions worker) => services
        .AddSingleton<IObjectStore>(provider => new MeasuredObjectStore(objects(provider), TimeProvider.System))
        .AddKeyedSingleton(StoreNames.Worker, (provider, _) => Resilient(provider, worker))
        .AddSingleton(provider => Resilient(provider, new StoreResilienceOptions()))
        .AddSingleton(provider => new WorkStore(provider.GetRequiredService<ResilientObjectStore>()))
        .AddSingleton(provider => new GridStore(provider.GetRequiredService<ResilientObjectStore>()));

    private static ResilientObjectStore Resilient(IServiceProvider provider, StoreResilienceOptions options) => new(
        provider.GetRequiredService<IObjectStore>(), options, TimeProvider.System, provider.GetRequiredService<ILoggerFactory>());

    /// <summary>The folder of one store's slots, so that the next run on it clears away what a killed one has left.</summary>
    private static string ScratchNameOf(string storeFolder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storeFolder)).AsSpan(0, 6));

    private static string LogFile(string storeFolder)
    {
        var file = new FileInfo(Path.Combine(Directory.CreateDirectory(Path.Combine(storeFolder, "logs")).FullName, "silo.log"));
        if (file is { Exists: true, Length: > MaxLogSize }) file.Delete();
        return file.FullName;
    }
}
