namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Tells why a host ended. The generic host stops when one of its background services throws, writes that to its log, and returns
/// as if all were well; whoever started it must hear of it.
/// </summary>
internal static class HostFault
{
    /// <summary>What the background services of a host died of; null when none has. Before the host is disposed.</summary>
    public static HostFaultException? Find(IServiceProvider services)
    {
        var dead = services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(service => service.ExecuteTask is { IsFaulted: true }).ToList();
        if (dead.Count == 0) return null;
        var reasons = dead.Select(service => $"{service.GetType().Name}: {service.ExecuteTask!.Exception!.GetBaseException().Message}");
        return new HostFaultException(
            $"A part that works in the background has died. {string.Join(" ", reasons)}",
            dead[0].ExecuteTask!.Exception!.GetBaseException());
    }

    /// <summary>Waits until a host has been told to stop and has stopped.</summary>
    /// <exception cref="HostFaultException">One of its background services died.</exception>
    public static async Task WaitForShutdownAsync(IHost host)
    {
        await host.WaitForShutdownAsync();
        if (Find(host.Services) is { } fault) throw fault;
    }
}
