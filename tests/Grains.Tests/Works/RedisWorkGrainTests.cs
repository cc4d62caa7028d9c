using JsccGrid.Grains.Tests.Support;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>On state in Redis, as in a cluster.</summary>
public sealed class RedisWorkGrainTests(RedisFixture redis) : WorkGrainSuite
{
    private protected override Task<TestGrid> StartAsync() => TestGrid.StartAsync(redis.Server);
}
