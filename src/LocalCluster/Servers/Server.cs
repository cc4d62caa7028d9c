using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>A server as a process of this machine, which can be started again where it was.</summary>
/// <param name="process">To be killed, frozen, terminated.</param>
/// <param name="startTimeout">How long it may take until it answers.</param>
public abstract class Server(ServerProcess process, TimeSpan startTimeout) : IDisposable
{
    /// <summary>To be killed, frozen, terminated.</summary>
    public ServerProcess Process { get; } = process;

    /// <summary>Starts the process, after it ended on its former port and data, and waits until it answers.</summary>
    /// <exception cref="ServerStartException">It does not come up.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        Process.Start();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <exception cref="ServerStartException">It ended, or does not answer in time.</exception>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) =>
        Process.WaitUntilReadyAsync(AnswersAsync, startTimeout, cancellationToken);

    /// <summary>Asks for what those need who use it; an exception says why that does not work.</summary>
    /// <exception cref="ServerStartException">It will never do.</exception>
    public abstract Task<bool> AnswersAsync(CancellationToken cancellationToken);

    public void Dispose()
    {
        Process.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a server that does not run, and leaves nothing of one that does not come up.</summary>
    protected static async Task<T> StartAsync<T>(T server, CancellationToken cancellationToken) where T : Server
    {
        try
        {
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}
