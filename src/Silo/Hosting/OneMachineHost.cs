using System.Net;
using System.Net.Sockets;
using JsccGrid.Page;
using JsccGrid.Silo.Configuration;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Everything on one machine, in the caller's process: grains, the worker agent with its training processes, and a directory
/// store. Listens on the loopback address only. A store belongs to one run at a time.
/// </summary>
public sealed class OneMachineHost : IAsyncDisposable
{
    internal const string ServiceId = "jsccgrid";
    private const int PortTries = 3;

    /// <summary>What the user of a machine that has ended may take to notice.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

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

    /// <summary>Where the live page is; null where none is served.</summary>
    public Uri? Page => (host as WebApplication)?.Urls.Select(address => new Uri(address)).FirstOrDefault();

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts the silo and its worker, and lets other terminals find them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StoreBusyException">Another run works on the store.</exception>
    public static Task<OneMachineHost> StartAsync(OneMachineOptions options, CancellationToken cancellationToken = default) => StartAsync(
        options, machine => options.ServesPage ? BuildWithPage(machine) : Build(machine), cancellationToken);

    /// <summary>Does something with the machine for as long as that lives.</summary>
    /// <param name="use">What to do. Its token is cancelled when the machine ends, and with <paramref name="cancellationToken"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="HostFaultException">The machine ended before; the message says what it died of.</exception>
    public async Task<T> WhileAliveAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var ending = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ending.Register(ended.SetResult);
        var working = use(either.Token);
        await Task.WhenAny(working, ended.Task);
        if (ended.Task.IsCompleted) await Task.WhenAny(working, Task.Delay(EndPatience, TimeProvider.System, CancellationToken.None));
        if (working.IsCompletedSuccessfully || !ended.Task.IsCompleted || cancellationToken.IsCancellationRequested) return await working;
        throw HostFault.Find(host.Services)
            ?? new HostFaultException("The silo of this run was stopped before the grid was finished.", working.Exception);
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
                    new RunningMachine(settings.ClusterId, settings.GatewayPort, Environment.ProcessId, clock.GetUtcNow())
                        .Write(storeFolder);
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

    /// <exception cref="HostFaultException">A part that works in the background died.</exception>
    internal Task WaitForShutdownAsync() => HostFault.WaitForShutdownAsync(host);

    private static IHost Build(OneMachineSettings machine)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddGuest(builder, machine);
        return builder.Build();
    }

    private static WebApplication BuildWithPage(OneMachineSettings machine)
    {
        var builder = WebComposition.CreateGuestBuilder();
        AddGuest(builder, machine);
        builder.AddWeb(SiloRole.OneMachine, new PageSettings());
        return builder.Build().MapWeb();
    }

    private static void AddGuest(IHostApplicationBuilder builder, OneMachineSettings machine)
    {
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.AddOneMachine(machine);
    }

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
