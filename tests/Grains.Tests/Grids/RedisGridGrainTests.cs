using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Grids;

/// <summary>On state in Redis, as in a cluster.</summary>
public sealed class RedisGridGrainTests(RedisFixture redis) : GridGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync(redis.Server);
}
