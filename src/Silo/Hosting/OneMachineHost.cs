using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Everything on one machine, in the caller's process: grains, the worker agent with its training processes, and a directory
/// store. Listens on the loopback address only. A store belongs to one run at a time.
/// </summary>
public sealed class OneMachineHost : IAsyncDisposable
{
    internal const string ServiceId = "jsccgrid";

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
            host = Build(clusterId, siloPort, gatewayPort);
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

    private static IHost Build(string clusterId, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort, null, ServiceId, clusterId)
            .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback));
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
