using JsccGrid.LocalCluster.Servers;
using StackExchange.Redis;

namespace JsccGrid.Chaos.Cluster;

/// <summary>Lets a Redis be out of memory, so that it answers reads and refuses writes, and gives it memory again.</summary>
internal sealed class RedisMemory(RedisServer server)
{
    private const string Limit = "maxmemory";

    /// <summary>From now on it refuses what could take memory.</summary>
    public Task TakeAllAsync() => SetAsync(("maxmemory-policy", "noeviction"), (Limit, "1"));

    public Task FreeAsync() => SetAsync((Limit, "0"));

    private async Task SetAsync(params (string Name, string Value)[] settings)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        foreach (var (name, value) in settings) await connection.GetServers()[0].ConfigSetAsync(name, value);
    }
}
