using System.Net;

namespace JsccGrid.Chaos.Cluster;

/// <summary>
/// A network namespace with one link to this machine. What runs in it reaches the machine at <see cref="HostAddress"/> and nothing
/// else; with the link down, packets vanish as in a real cut.
/// </summary>
internal sealed class WorkerNetwork : IAsyncDisposable
{
    private readonly string name = FormattableString.Invariant($"jgchaos{Environment.ProcessId}");
    private readonly string outside = FormattableString.Invariant($"jgo{Environment.ProcessId}");
    private readonly string inside = FormattableString.Invariant($"jgi{Environment.ProcessId}");
    private readonly string subnet = FormattableString.Invariant($"10.231.{Environment.ProcessId % 250}");

    private WorkerNetwork()
    {
    }

    /// <summary>This machine, as seen from within and without.</summary>
    public IPAddress HostAddress => IPAddress.Parse($"{subnet}.1");

    /// <summary>What runs within.</summary>
    public IPAddress WorkerAddress => IPAddress.Parse($"{subnet}.2");

    /// <summary>What to put before a command to run it within.</summary>
    public IReadOnlyList<string> Launcher => ["ip", "netns", "exec", name];

    /// <exception cref="IOException">This machine does not allow it.</exception>
    public static async Task<WorkerNetwork> CreateAsync()
    {
        var network = new WorkerNetwork();
        try
        {
            await Shell.RunAsync("ip", "netns", "add", network.name);
            await Shell.RunAsync("ip", "link", "add", network.outside, "type", "veth", "peer", "name", network.inside);
            await Shell.RunAsync("ip", "link", "set", network.inside, "netns", network.name);
            await Shell.RunAsync("ip", "address", "add", $"{network.subnet}.1/24", "dev", network.outside);
            await Shell.RunAsync("ip", "link", "set", network.outside, "up");
            await network.RunWithinAsync("ip", "address", "add", $"{network.subnet}.2/24", "dev", network.inside);
            await network.RunWithinAsync("ip", "link", "set", "lo", "up");
            await network.MendAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public Task CutAsync() => RunWithinAsync("ip", "link", "set", inside, "down");

    public Task MendAsync() => RunWithinAsync("ip", "link", "set", inside, "up");

    /// <summary>Removes the namespace and with it the link; what still runs in it keeps it alive.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var arguments in (string[][])[["link", "delete", outside], ["netns", "delete", name]])
        {
            try
            {
                await Shell.RunAsync("ip", arguments);
            }
            catch (IOException)
            {
                // It was not made, or is gone.
            }
        }
    }

    private Task RunWithinAsync(params string[] command) => Shell.RunAsync("ip", ["netns", "exec", name, .. command]);
}
