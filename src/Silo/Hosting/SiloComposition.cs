using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Logging;
using JsccGrid.Silo.Workers;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace JsccGrid.Silo.Hosting;

/// <summary>The composition root: puts silos together from their parts.</summary>
internal static class SiloComposition
{
    /// <summary>What a stop may take beyond the grace period of training processes.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

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
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(options.Orchestration))
            .AddStore(_ => new DirectoryObjectStore(settings.StoreFolder, TimeProvider.System))
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.GraceSeconds) + StopMargin)
            .Configure<WorkerOptions>(worker => Configure(worker, settings));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, OneMachineHost.ServiceId, settings.ClusterId)
            .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback)
            .AddInMemoryCoordination());
        // After Orleans: hosted services stop in reverse order, and the worker needs the grains to give its leases back.
        builder.Services.AddHostedService<WorkerAgent>();
    }

    /// <summary>Grain state in memory: on one machine the store alone is what must last.</summary>
    public static ISiloBuilder AddInMemoryCoordination(this ISiloBuilder silo) => silo.AddMemoryGrainStorage(
        GrainStorageNames.Coordination,
        storage => storage.Configure<IServiceProvider>((options, services) =>
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>())));

    /// <summary>The typed views of a store.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Func<IServiceProvider, IObjectStore> objects) => services
        .AddSingleton(objects)
        .AddSingleton(provider => new ResilientObjectStore(provider.GetRequiredService<IObjectStore>(), new StoreResilienceOptions(), TimeProvider.System))
        .AddSingleton(provider => new WorkStore(provider.GetRequiredService<ResilientObjectStore>()))
        .AddSingleton(provider => new GridStore(provider.GetRequiredService<ResilientObjectStore>()));

    private static void Configure(WorkerOptions worker, OneMachineSettings settings)
    {
        var options = settings.Options;
        // One folder for each store, so that the next run on it clears away what a killed one has left.
        var storeName = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.StoreFolder)).AsSpan(0, 6));
        worker.Worker = "this-machine";
        worker.Device = options.Device;
        worker.Slots = options.Slots ?? MachineCapacity.DefaultSlots(options.Device);
        worker.ThreadsPerSlot = options.ThreadsPerSlot ?? 0;
        worker.CheckpointSeconds = options.CheckpointSeconds;
        worker.DataSets = options.DataSets;
        worker.Weights = options.Weights;
        worker.GracePeriod = TimeSpan.FromSeconds(options.GraceSeconds);
        worker.SilenceTimeout = TimeSpan.FromSeconds(options.SilenceSeconds);
        worker.ScratchFolder = options.ScratchFolder ?? Path.Combine(worker.ScratchFolder, storeName);
        worker.TrainerPath = options.TrainerPath ?? worker.TrainerPath;
        worker.HeartbeatInterval = TimeSpan.FromSeconds(options.HeartbeatSeconds);
    }

    private static string LogFile(string storeFolder)
    {
        var file = new FileInfo(Path.Combine(Directory.CreateDirectory(Path.Combine(storeFolder, "logs")).FullName, "silo.log"));
        if (file is { Exists: true, Length: > MaxLogSize }) file.Delete();
        return file.FullName;
    }
}
