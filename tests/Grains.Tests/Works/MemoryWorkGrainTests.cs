using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>On state in memory, as on one machine.</summary>
public sealed class MemoryWorkGrainTests : WorkGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync();
}
