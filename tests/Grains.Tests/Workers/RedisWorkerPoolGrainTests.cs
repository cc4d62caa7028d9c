using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Workers;

/// <summary>On state in Redis, as in a cluster.</summary>
public sealed class RedisWorkerPoolGrainTests(RedisFixture redis) : WorkerPoolGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync(redis.Server);
}
