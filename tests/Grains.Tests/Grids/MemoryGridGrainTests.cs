using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Grids;

/// <summary>On state in memory, as on one machine.</summary>
public sealed class MemoryGridGrainTests : GridGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync();
}
