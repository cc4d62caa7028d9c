using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Grains.Tests.Grids;

/// <summary>
/// Nothing but the number of shards grows with a grid. Every message is bounded by <see cref="TestGrid.MaxMessageSize"/>.
/// </summary>
public sealed class LargeGridTests(RedisFixture redis)
{
    [Fact]
    public async Task Grid_OfFiveThousandCells_FollowsItsVerbsAndKeepsEveryStateSmall()
    {
        await using var ground = await TestGrid.StartAsync(redis.Server);
        await ground.SubmitAsync("small", Samples.Cells(512, seed: 1));
        var grid = await ground.SubmitAsync("large", Samples.Cells(5_000));
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Waiting == 5_000);
        await grid.PauseAsync();
        await TestGrid.UntilAsync(grid, snapshot => snapshot is { Status: GridStatus.Paused, Cells.Paused: 5_000 });
        await grid.ResumeAsync();
        await TestGrid.UntilAsync(grid, snapshot => snapshot is { Status: GridStatus.Running, Cells.Waiting: 5_000 });
        await grid.CancelAsync();
        await TestGrid.UntilAsync(grid, snapshot => snapshot is { Status: GridStatus.Cancelled, Cells.Cancelled: 5_000, Unreported: 0 });

        var sizes = await StateSizesAsync(ground);
        Assert.InRange(sizes["large"] - sizes["small"], -2_000, 2_000);
        Assert.InRange(sizes.Values.Max(), 1, 64 << 10);
    }

    /// <summary>Bytes of every state in Redis, by the last part of the grain's key: a grid, a shard.</summary>
    private async Task<Dictionary<string, long>> StateSizesAsync(TestGrid ground)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString);
        var sizes = new Dictionary<string, long>();
        foreach (var key in connection.GetServers()[0].Keys(pattern: $"{ground.ServiceId}/state/*", pageSize: 1000))
        {
            var fields = await connection.GetDatabase().HashGetAllAsync(key);
            var grain = key.ToString().Split("/state/")[1];
            var name = grain.StartsWith("grid/", StringComparison.Ordinal) ? grain.Split('/')[1] : grain;
            sizes[name] = fields.Sum(field => ((byte[])field.Value!).LongLength);
        }
        return sizes;
    }
}
