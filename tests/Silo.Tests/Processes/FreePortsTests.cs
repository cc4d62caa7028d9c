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
}
