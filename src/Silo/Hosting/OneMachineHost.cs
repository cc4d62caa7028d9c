using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Logging;
using JsccGrid.Silo.Workers;
using JsccGrid.Storage.Objects;
using Orleans.Configuration;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Everything on one machine, in the caller's process: grains, the worker agent with its training processes, and a directory
/// store. Listens on the loopback address only. A store belongs to one run at a time.
/// </summary>
public sealed class OneMachineHost : IAsyncDisposable
{
    internal const string ServiceId = "jsccgrid";
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    private readonly IHost host;
    private readonly StoreLock storeLock;
    private readonly string storeFolder;
    private bool stopped;

    private OneMachineHost(IHost host, StoreLock storeLock, string storeFolder)
    {
        this.host = host;
        this.storeLock = storeLock;
        this.storeFolder = storeFolder;
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts the silo and its worker, and lets other terminals find them.</summary>
    /// <exception cref="StoreBusyException">Another run works on the store.</exception>
    public static async Task<OneMachineHost> StartAsync(OneMachineOptions options, CancellationToken cancellationToken = default)
    {
        var storeFolder = Path.GetFullPath(options.StoreFolder);
        var storeLock = StoreLock.Take(storeFolder);
        IHost? host = null;
        try
        {
            var clusterId = Guid.NewGuid().ToString("n");
            var (siloPort, gatewayPort) = (FreePort(), FreePort());
            host = Build(options, storeFolder, clusterId, siloPort, gatewayPort);
            await host.StartAsync(cancellationToken);
            new RunningMachine(clusterId, gatewayPort, Environment.ProcessId, options.TimeProvider.GetUtcNow()).Write(storeFolder);
            return new OneMachineHost(host, storeLock, storeFolder);
        }
        catch
        {
            host?.Dispose();
            storeLock.Dispose();
            throw;
        }
    }

    /// <summary>Preempts what trains, commits its checkpoints, gives leases back, and stops.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (stopped) return;
        stopped = true;
        RunningMachine.Remove(storeFolder);
        await host.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        host.Dispose();
        storeLock.Dispose();
    }

    private static IHost Build(OneMachineOptions options, string storeFolder, string clusterId, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging
            .AddProvider(new FileLoggerProvider(LogFile(storeFolder), TimeProvider.System))
            .SetMinimumLevel(options.VerboseLog ? LogLevel.Debug : LogLevel.Information)
            .AddFilter("Orleans", options.VerboseLog ? LogLevel.Information : LogLevel.Warning);
        builder.Services
            .AddSingleton<IHostLifetime, QuietLifetime>()
            .AddSingleton(TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.Grains, options.TimeProvider)
            .AddStore(_ => new DirectoryObjectStore(storeFolder, TimeProvider.System))
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.GraceSeconds) + StopMargin)
            .Configure<WorkerOptions>(worker => Configure(worker, options, storeFolder));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort, null, ServiceId, clusterId)
            .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback)
            .AddInMemoryCoordination());
        // After Orleans: hosted services stop in reverse order, and the worker needs the grains to give its leases back.
        builder.Services.AddHostedService<WorkerAgent>();
        return builder.Build();
    }

    private static void Configure(WorkerOptions worker, OneMachineOptions options, string storeFolder)
    {
        worker.Worker = "this-machine";
        worker.Device = options.Device;
        worker.Slots = options.Slots ?? MachineCapacity.DefaultSlots(options.Device);
        worker.ThreadsPerSlot = options.ThreadsPerSlot ?? 0;
        worker.CheckpointSeconds = options.CheckpointSeconds;
        worker.DataSets = options.DataSets;
        worker.Weights = options.Weights;
        worker.GracePeriod = TimeSpan.FromSeconds(options.GraceSeconds);
        // One folder for each store, so that the next run on it clears away what a killed one has left.
        var storeName = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storeFolder)).AsSpan(0, 6));
        worker.ScratchFolder = options.ScratchFolder ?? Path.Combine(worker.ScratchFolder, storeName);
        worker.TrainerPath = options.TrainerPath ?? worker.TrainerPath;
    }

    private static string LogFile(string storeFolder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(storeFolder, "logs"));
        return Path.Combine(folder.FullName, "silo.log");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
