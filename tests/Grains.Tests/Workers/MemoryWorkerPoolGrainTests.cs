using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Workers;

/// <summary>On state in memory, as on one machine.</summary>
public sealed class MemoryWorkerPoolGrainTests : WorkerPoolGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync();
}
