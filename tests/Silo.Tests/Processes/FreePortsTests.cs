using JsccGrid.LocalCluster.Servers;
using Xunit;

namespace JsccGrid.Silo.Tests.Processes;

public sealed class FreePortsTests
{
    [Fact]
    public void Take_OfMany_GivesDifferentPortsThatOutgoingConnectionsDoNotUse()
    {
        var ports = FreePorts.Take(50);
        Assert.Equal(50, ports.Distinct().Count());
        var range = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t', ' ');
        Assert.All(ports, port => Assert.InRange(port, 1024, int.Parse(range[0], null) - 1));
    }

    [Fact]
    public void Take_AgainBeforeAnybodyListens_GivesOthersAndKeepsOtherProcessesOff()
    {
        var first = FreePorts.Take(200);
        var second = FreePorts.Take(200);

        Assert.Empty(first.Intersect(second));
        // Number, POSIX, ADVISORY, WRITE, process, file, first and last byte.
        var locks = File.ReadLines("/proc/locks").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(held => held[1] == "POSIX" && held[4] == $"{Environment.ProcessId}")
            .Select(held => (From: held[6], To: held[7])).ToList();
        Assert.All(
            first.Concat(second),
            port => Assert.Contains(locks, held => int.Parse(held.From, null) <= port && port <= int.Parse(held.To, null)));
    }
}
