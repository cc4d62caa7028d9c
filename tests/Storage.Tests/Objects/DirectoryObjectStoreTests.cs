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
        Assert.Equal(
            [Path.Combine(folder.Path, "a"), source],
            Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
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

    [Fact]
    public async Task AnyCall_WhileTheFolderIsMovedAway_SaysThatItIsGoneAndMakesNone()
    {
        var store = Open();
        await store.WriteAsync("a/b", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        var elsewhere = folder.Path + "-elsewhere";
        Directory.Move(folder.Path, elsewhere);
        try
        {
            await AssertGoneAsync(store);
            Assert.False(Directory.Exists(folder.Path));
        }
        finally
        {
            Directory.Move(elsewhere, folder.Path);
        }
        Assert.NotNull(await store.ReadAsync("a/b", Cancellation));
        Assert.NotNull(await store.WriteAsync("a/c", default, WriteCondition.IfAbsent, Cancellation));
    }

    [Fact]
    public async Task AnyCall_WhileAnotherFolderIsInItsPlace_DoesNotTakeItForAnEmptyStore()
    {
        var store = Open();
        await store.WriteAsync("a/b", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        var elsewhere = folder.Path + "-elsewhere";
        Directory.Move(folder.Path, elsewhere);
        try
        {
            Directory.CreateDirectory(folder.Path);
            await AssertGoneAsync(store);
            Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
            Directory.Move(elsewhere, folder.Path);
        }
        await store.CheckAsync(Cancellation);
    }

    [Fact]
    public async Task Write_ToAFullFileSystem_SaysSoAndSucceedsOnceThereIsRoom()
    {
        using var small = SmallFileSystem.TryMount(folder.Path);
        Assert.SkipWhen(small is null, "This machine does not let us mount a file system.");
        using var store = new DirectoryObjectStore(small.Path, TimeProvider.System);
        await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        small.Fill();
        Func<Task>[] writes =
        [
            () => store.WriteAsync("b", new byte[4096], WriteCondition.Always, Cancellation), () => store.CheckAsync(Cancellation),
            () => store.AppendAsync("c", new byte[4096], 1 << 20, Cancellation),
            () => store.UploadAsync("d", folder.Write("local", "content"), Cancellation),
        ];
        foreach (var write in writes)
        {
            var exception = await Assert.ThrowsAsync<StoreUnavailableException>(write);
            Assert.Equal($"The store is full: no space is left on the file system of the folder '{small.Path}'.", exception.Message);
        }
        Assert.NotNull(await store.ReadAsync("a", Cancellation));
        small.Empty();
        Assert.NotNull(await store.WriteAsync("b", new byte[4096], WriteCondition.Always, Cancellation));
    }

    protected override StoreOptions Options => new() { Folder = folder.Path };

    protected override int Kills => 6;

    private async Task AssertGoneAsync(IObjectStore store)
    {
        var local = Path.GetTempFileName();
        Func<Task>[] calls =
        [
            () => store.ReadAsync("a/b", Cancellation),
            () => store.ReadFromAsync("a/b", 0, Cancellation),
            () => store.ExistsAsync("a/b", Cancellation),
            () => store.DownloadAsync("a/b", local, Cancellation), () => store.UploadAsync("a/c", local, Cancellation),
            () => store.WriteAsync("a/c", default, WriteCondition.Always, Cancellation),
            () => store.AppendAsync("a/d", "x"u8.ToArray(), 9, Cancellation),
            () => store.DeleteAsync("a/b", Cancellation),
            () => store.CheckAsync(Cancellation),
            async () => await store.ListAsync("a", Cancellation).ToListAsync(Cancellation),
        ];
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Equal(
                $"The store is gone: the folder '{folder.Path}' is not there any more, or another is in its place."
                + " Was it moved, or its file system unmounted? It is not made anew.",
                exception.Message);
        }
        File.Delete(local);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        folder.Dispose();
    }
}
