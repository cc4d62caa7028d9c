using System.Net;
using System.Net.Sockets;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Everything on one machine, in the caller's process: grains, the worker agent with its training processes, and a directory
/// store. Listens on the loopback address only. A store belongs to one run at a time.
/// </summary>
public sealed class OneMachineHost : IAsyncDisposable
{
    internal const string ServiceId = "jsccgrid";
    private const int PortTries = 3;

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
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreBusyException">Another run works on the store.</exception>
    public static Task<OneMachineHost> StartAsync(OneMachineOptions options, CancellationToken cancellationToken = default) => StartAsync(
        options,
        machine =>
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
            builder.AddOneMachine(machine);
            return builder.Build();
        },
        cancellationToken);

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

    internal static async Task<OneMachineHost> StartAsync(
        OneMachineOptions options, Func<OneMachineSettings, IHost> build, CancellationToken cancellationToken)
    {
        options.Validate();
        var storeFolder = Path.GetFullPath(options.StoreFolder);
        var clock = TimeProvider.System;
        var storeLock = await StoreLock.TakeAsync(storeFolder, clock, cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                var settings = new OneMachineSettings(options, storeFolder, Guid.NewGuid().ToString("n"), FreePort(), FreePort());
                var host = build(settings);
                try
                {
                    await host.StartAsync(cancellationToken);
                    new RunningMachine(settings.ClusterId, settings.GatewayPort, Environment.ProcessId, clock.GetUtcNow()).Write(storeFolder);
                    return new OneMachineHost(host, storeLock, storeFolder);
                }
                catch (Exception exception)
                {
                    host.Dispose();
                    // Another process may take a port between our finding it free and our using it.
                    if (tries == PortTries || !IsPortTaken(exception)) throw;
                }
            }
        }
        catch
        {
            storeLock.Dispose();
            throw;
        }
    }

    internal Task WaitForShutdownAsync() => host.WaitForShutdownAsync();

    private static bool IsPortTaken(Exception? exception) => exception switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => true,
        AggregateException several => several.InnerExceptions.Any(IsPortTaken),
        _ => IsPortTaken(exception.InnerException),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
