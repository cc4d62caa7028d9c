using System.Net;
using Orleans.Configuration;

namespace JsccGrid.Silo.Hosting;

/// <summary>A second terminal's connection to the run that works on a store.</summary>
public sealed class MachineConnection : IAsyncDisposable
{
    private readonly IHost host;

    private MachineConnection(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects to the run that works on a store; null when none does.</summary>
    public static async Task<MachineConnection?> TryConnectAsync(string storeFolder, CancellationToken cancellationToken = default)
    {
        if (RunningMachine.Find(storeFolder) is not { } machine) return null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.UseOrleansClient(client => client
            .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, machine.GatewayPort))
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = machine.ClusterId;
                options.ServiceId = OneMachineHost.ServiceId;
            }));
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new MachineConnection(host);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && RunningMachine.Find(storeFolder) is null)
        {
            // It stopped between our look at its file and our call.
            host.Dispose();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
