using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Workers;
using Xunit;

namespace JsccGrid.Grains.Tests.Workers;

public sealed class PoolTableTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Silent_AfterTheClockWasSetBack_CountsFromThen()
    {
        var table = new PoolTable(new ShardQueue());
        table.Register(Worker("gone"), Now + TimeSpan.FromHours(11));
        table.Register(Worker("alive"), Now + TimeSpan.FromHours(11));

        Assert.Empty(table.Silent(Now, Timeout));
        table.Report(table.Find("alive")!, [], Now + Timeout);

        Assert.Empty(table.Silent(Now + Timeout, Timeout));
        Assert.Equal("gone", Assert.Single(table.Silent(Now + Timeout + TimeSpan.FromSeconds(1), Timeout)).Registration.Worker);
    }

    private static WorkerRegistration Worker(string name) => new(name, "host", 0, "cpu");
}
