using System.Text;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

public sealed class DirectoryObjectStoreTests : ObjectStoreContract
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AfterAKill_ClearsWhatWasLeftHalfWritten()
    {
        using (var victim = StartHammer("increment", int.MaxValue))
        {
            Assert.NotNull(await victim.StandardOutput.ReadLineAsync(Cancellation));
            victim.Kill();
            await victim.WaitForExitAsync(Cancellation);
        }
        var left = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        await File.WriteAllTextAsync(Path.Combine(left, "1234567"), "half", Cancellation);
        var store = Open();
        await store.WriteAsync("a", default, WriteCondition.Always, Cancellation);
        Assert.False(Directory.Exists(left));
        Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        Assert.NotNull(await store.ReadAsync("counter", Cancellation));
    }

    [Fact]
    public async Task Delete_OfTheLastObjectOfAFolder_LeavesNoFolder()
    {
        var store = Open();
        foreach (var name in new[] { "a/b/c", "a/d" }) await store.WriteAsync(name, default, WriteCondition.Always, Cancellation);
        await store.DeleteAsync("a/b/c", Cancellation);
        Assert.Equal(["d"], Directory.GetFileSystemEntries(Path.Combine(folder.Path, "a")).Select(Path.GetFileName));
        await store.DeleteAsync("a/d", Cancellation);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "a")));
    }

    [Fact]
    public async Task Dispose_OfAStore_LeavesNoTemporaryFiles()
    {
        using (var store = new DirectoryObjectStore(folder.Path, TimeProvider.System))
            await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(folder.Path, "a"), Cancellation));
    }

    [Fact]
    public async Task Write_IfVersionOfAContentThatCameBack_Happens()
    {
        var store = Open();
        var first = await WriteThreeAsync(store);
        Assert.NotNull(await store.WriteAsync("a", "second"u8.ToArray(), WriteCondition.IfVersion(first), Cancellation));
    }

    [Fact]
    public async Task Read_OfAStore_LeavesNoTraceInIt()
    {
        var source = Path.Combine(folder.Path, "a", "b");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        await File.WriteAllTextAsync(source, "x", Cancellation);
        var store = Open();
        Assert.NotNull(await store.ReadAsync("a/b", Cancellation));
        Assert.NotNull(await store.ReadFromAsync("a/b", 0, Cancellation));
        Assert.True(await store.ExistsAsync("a/b", Cancellation));
        Assert.False(await store.DeleteAsync("a/c", Cancellation));
        Assert.Single(await store.ListAsync("", Cancellation).ToListAsync(Cancellation));
        Assert.Equal([Path.Combine(folder.Path, "a"), source], Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Open_OfAFolderThatIsNotThere_MakesItWithTheFirstWrite()
    {
        var absent = Path.Combine(folder.Path, "absent", "store");
        using var store = new DirectoryObjectStore(absent, TimeProvider.System);
        Assert.Null(await store.ReadAsync("a", Cancellation));
        Assert.False(Directory.Exists(absent));
        await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        Assert.NotNull(await store.ReadAsync("a", Cancellation));
    }

    protected override StoreOptions Options => new() { Folder = folder.Path };

    protected override int Kills => 6;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        folder.Dispose();
    }
}
