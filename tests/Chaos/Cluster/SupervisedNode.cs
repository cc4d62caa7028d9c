using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.Chaos.Cluster;

/// <summary>A silo or worker that is started again whenever it ended and is wanted, as a pod would be.</summary>
internal sealed class SupervisedNode(NodeServer node)
{
    private readonly Lock gate = new();
    private bool isWanted = true;
    private bool wasEnded;

    public string Name => node.Name;

    public ServerProcess Process => node.Process;

    /// <inheritdoc cref="NodeServer.HttpAddress"/>
    public Uri HttpAddress => node.HttpAddress;

    /// <summary>How often it ended though nobody here ended it: a silo that learns that it was declared dead, for instance.</summary>
    public int OwnEnds { get; private set; }

    /// <summary>kill -9; it stays away until <see cref="Release"/>.</summary>
    public async Task KillAsync()
    {
        Hold();
        await node.Process.KillAsync();
    }

    /// <summary>SIGTERM; it stays away until <see cref="Release"/>.</summary>
    /// <returns>Whether it ended by itself in time.</returns>
    public async Task<bool> DrainAsync(TimeSpan patience)
    {
        Hold();
        return await node.Process.TerminateOrKillAsync(patience);
    }

    /// <summary>Lets it be started again.</summary>
    public void Release()
    {
        lock (gate) isWanted = true;
    }

    /// <summary>Starts it when it should run and does not.</summary>
    public void Look()
    {
        lock (gate)
        {
            if (!isWanted || node.Process.IsRunning) return;
            if (!wasEnded) OwnEnds++;
            wasEnded = false;
            node.Process.Start();
        }
    }

    private void Hold()
    {
        lock (gate) (isWanted, wasEnded) = (false, true);
    }
}
