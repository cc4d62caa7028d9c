using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Grids;

public sealed class GridStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OfSeveralShards_IsReadBackInOrder()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        var cells = Samples.Cells(5);
        await store.WriteShardAsync("demo", 0, cells[..3], Cancellation);
        await store.WriteShardAsync("demo", 1, cells[3..], Cancellation);
        await store.WriteAsync(new GridRecord(GridRecord.CurrentFormat, "demo", DateTimeOffset.UnixEpoch, 2, 5), Cancellation);
        Assert.Equal(["demo"], await store.ListAsync(Cancellation));
        Assert.Equal(cells, await ReadAsync(store));
    }

    [Fact]
    public async Task Grid_SubmittedAgainWithFewerShards_ForgetsTheOthers()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        var cells = Samples.Cells(5);
        for (var shard = 0; shard < 5; shard++) await store.WriteShardAsync("demo", shard, [cells[shard]], Cancellation);
        await store.WriteAsync(new GridRecord(GridRecord.CurrentFormat, "demo", DateTimeOffset.UnixEpoch, 2, 2), Cancellation);
        Assert.Equal(cells[..2], await ReadAsync(store));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "grids/demo/shards")).Length);
    }

    [Fact]
    public async Task Read_OfAnUnknownGrid_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        Assert.Null(await store.ReadAsync("none", Cancellation));
        Assert.Empty(await ReadAsync(store, "none"));
        Assert.Empty(await store.ListAsync(Cancellation));
    }

    private static async Task<List<CellSpec>> ReadAsync(GridStore store, string name = "demo")
    {
        var cells = new List<CellSpec>();
        await foreach (var cell in store.ReadCellsAsync(name, Cancellation)) cells.Add(cell);
        return cells;
    }
}
