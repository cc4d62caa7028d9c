using System.Text;
using JsccGrid.Experiments.Files;
using JsccGrid.Storage.Objects;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

/// <summary>What every store must do. Each client opened is one more process's view of the same store.</summary>
public abstract partial class ObjectStoreContract : IDisposable
{
    private readonly List<IObjectStore> opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract StoreOptions Options { get; }

    [Fact]
    public async Task Read_OfAbsentObject_IsNull()
    {
        var store = Open();
        Assert.Null(await store.ReadAsync("a/b", Cancellation));
        Assert.False(await store.ExistsAsync("a/b", Cancellation));
        Assert.Null(await store.ReadFromAsync("a/b", 0, Cancellation));
        Assert.False(await store.DeleteAsync("a/b", Cancellation));
    }

    [Fact]
    public async Task Write_Always_IsReadBackByAnother()
    {
        var version = await WriteAsync(Open(), "cells/x/spec.json", "first", WriteCondition.Always);
        var read = await Open().ReadAsync("cells/x/spec.json", Cancellation);
        Assert.Equal("first", Text(read!));
        Assert.Equal(version, read!.Version);
    }

    [Fact]
    public async Task Write_IfAbsent_SucceedsOnce()
    {
        var store = Open();
        Assert.NotNull(await WriteAsync(store, "a", "first", WriteCondition.IfAbsent));
        Assert.Null(await WriteAsync(store, "a", "second", WriteCondition.IfAbsent));
        Assert.Equal("first", Text((await store.ReadAsync("a", Cancellation))!));
    }

    [Fact]
    public async Task Write_IfVersion_FailsOnceTheObjectHasChanged()
    {
        var store = Open();
        var first = (await WriteAsync(store, "a", "first", WriteCondition.IfAbsent))!.Value;
        Assert.NotNull(await WriteAsync(store, "a", "second", WriteCondition.IfVersion(first)));
        Assert.Null(await WriteAsync(store, "a", "third", WriteCondition.IfVersion(first)));
        Assert.Equal("second", Text((await store.ReadAsync("a", Cancellation))!));
    }

    [Fact]
    public async Task Write_IfVersion_FailsOnDeletedObject()
    {
        var store = Open();
        var version = (await WriteAsync(store, "a", "first", WriteCondition.IfAbsent))!.Value;
        Assert.True(await store.DeleteAsync("a", Cancellation));
        Assert.Null(await WriteAsync(store, "a", "second", WriteCondition.IfVersion(version)));
        Assert.False(await store.ExistsAsync("a", Cancellation));
    }

    [Fact]
    public async Task UploadAndDownload_OfAFile_KeepItsContentAndHash()
    {
        using var folder = new TemporaryFolder();
        var content = string.Concat(Enumerable.Range(0, 100_000));
        var sha256 = FileHash.Of(Encoding.UTF8.GetBytes(content));
        var store = Open();
        Assert.Equal(sha256, await store.UploadAsync("stages/s/weights.safetensors", folder.Write("up", content), Cancellation));
        var down = Path.Combine(folder.Path, "down");
        Assert.Equal(sha256, await store.DownloadAsync("stages/s/weights.safetensors", down, Cancellation));
        Assert.Equal(content, await File.ReadAllTextAsync(down, Cancellation));
    }

    [Fact]
    public async Task Upload_OverAnObject_ReplacesIt()
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        await store.UploadAsync("a", folder.Write("1", "first"), Cancellation);
        await store.UploadAsync("a", folder.Write("2", "second"), Cancellation);
        Assert.Equal("second", Text((await store.ReadAsync("a", Cancellation))!));
    }

    [Fact]
    public async Task Download_OfAbsentObject_IsNullAndLeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(await Open().DownloadAsync("a", Path.Combine(folder.Path, "down"), Cancellation));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Append_UpToItsLimit_AddsWholePieces()
    {
        var store = Open();
        Assert.True(await store.AppendAsync("log", "one\n"u8.ToArray(), 10, Cancellation));
        Assert.True(await Open().AppendAsync("log", "two\n"u8.ToArray(), 10, Cancellation));
        Assert.False(await store.AppendAsync("log", "three\n"u8.ToArray(), 10, Cancellation));
        Assert.Equal("one\ntwo\n", Text((await store.ReadAsync("log", Cancellation))!));
        Assert.Equal("two\n", Encoding.UTF8.GetString((await store.ReadFromAsync("log", 4, Cancellation))!.Value.Span));
        Assert.Equal(0, (await store.ReadFromAsync("log", 100, Cancellation))!.Value.Length);
    }

    [Fact]
    public async Task List_OfAFolder_NamesWhatIsUnderItInOrder()
    {
        var store = Open();
        foreach (var name in new[]
        {
            "cells/b/result.json", "cells/a/spec.json", "cells/a/checkpoints/1.bin", "cellsx/c", "stages/a/manifest.json"
        })
            await WriteAsync(store, name, "", WriteCondition.Always);
        Assert.Equal(
            ["cells/a/checkpoints/1.bin", "cells/a/spec.json", "cells/b/result.json"],
            (await ListAsync(store, "cells")).Select(info => info.Name));
        Assert.Equal(["cells/a/checkpoints/1.bin"], (await ListAsync(store, "cells/a/checkpoints")).Select(info => info.Name));
        Assert.Empty(await ListAsync(store, "grids"));
        Assert.Equal(5, (await ListAsync(store, "")).Count);
    }

    [Fact]
    public async Task Append_LargerThanABlock_IsAddedWhole()
    {
        var store = Open();
        var content = RandomBytes(9 << 20);
        Assert.False(await store.AppendAsync("log", content, content.Length - 1, Cancellation));
        Assert.True(await store.AppendAsync("log", content, content.Length, Cancellation));
        Assert.False(await store.AppendAsync("log", new byte[1], content.Length, Cancellation));
        Assert.True((await store.ReadFromAsync("log", 0, Cancellation))!.Value.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task UploadAndDownload_OfALargeFile_KeepItsContentAndHash()
    {
        using var folder = new TemporaryFolder();
        var content = RandomBytes((40 << 20) + 1);
        var up = Path.Combine(folder.Path, "up");
        await File.WriteAllBytesAsync(up, content, Cancellation);
        var hash = FileHash.Of(content);
        Assert.Equal(hash, await Open().UploadAsync("cells/a/checkpoints/large.bin", up, Cancellation));
        Assert.Equal(hash, await Open().DownloadAsync("cells/a/checkpoints/large.bin", Path.Combine(folder.Path, "down"), Cancellation));
        Assert.True((await File.ReadAllBytesAsync(Path.Combine(folder.Path, "down"), Cancellation)).AsSpan().SequenceEqual(content));
        Assert.Equal(
            content[^7..],
            (await Open().ReadFromAsync("cells/a/checkpoints/large.bin", content.Length - 7, Cancellation))!.Value.ToArray());
    }

    [Fact]
    public async Task EmptyObject_WrittenUploadedOrRead_IsThereAndEmpty()
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        var nothing = FileHash.Of(ReadOnlySpan<byte>.Empty);
        await WriteAsync(store, "written", "", WriteCondition.IfAbsent);
        Assert.Equal(nothing, await store.UploadAsync("uploaded", folder.Write("up", ""), Cancellation));
        foreach (var name in new[] { "written", "uploaded" })
        {
            Assert.Equal(0, (await store.ReadAsync(name, Cancellation))!.Content.Length);
            Assert.Equal(0, (await store.ReadFromAsync(name, 0, Cancellation))!.Value.Length);
            Assert.Equal(nothing, await store.DownloadAsync(name, Path.Combine(folder.Path, "down"), Cancellation));
            Assert.Equal(0, new FileInfo(Path.Combine(folder.Path, "down")).Length);
        }
        Assert.Equal([0, 0], (await ListAsync(store, "")).Select(info => info.Size));
    }

    [Theory]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz.0123456789-_")]
    [InlineData("a..b/-/_/c.d-e_f")]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z")]
    public async Task Name_OfAnyAllowedCharacters_NamesOneObject(string name)
    {
        var store = Open();
        await WriteAsync(store, name, "x", WriteCondition.IfAbsent);
        Assert.Equal("x", Text((await store.ReadAsync(name, Cancellation))!));
        Assert.Equal(name, Assert.Single(await ListAsync(store, "")).Name);
        Assert.True(await store.DeleteAsync(name, Cancellation));
        Assert.Empty(await ListAsync(store, ""));
    }

    [Fact]
    public async Task List_OfAFolder_TellsSizeAndTime()
    {
        var store = Open();
        var before = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(2);
        await WriteAsync(store, "a/b", "12345", WriteCondition.Always);
        var info = Assert.Single(await ListAsync(store, "a"));
        Assert.Equal(new ObjectInfo("a/b", 5, info.LastModified), info);
        Assert.InRange(info.LastModified, before, TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task List_OfNamesThatDifferBeforeASlash_IsOrdinal()
    {
        var store = Open();
        string[] names = ["a-b", "a.b", "a/b", "a0", "aB", "a_b", "ab"];
        foreach (var name in names.Reverse()) await WriteAsync(store, name, "", WriteCondition.Always);
        Assert.Equal(names, (await ListAsync(store, "")).Select(info => info.Name));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a./b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public async Task AnyCall_WithAPathForAName_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(name, default, WriteCondition.Always, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.UploadAsync(name, folder.Write("f", ""), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DownloadAsync(name, Path.Combine(folder.Path, "g"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DeleteAsync(name, Cancellation));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>One more view of the store.</summary>
    protected IObjectStore Open()
    {
        var store = ObjectStores.Open(Options, TimeProvider.System);
        lock (opened) opened.Add(store);
        return store;
    }

    /// <summary>Writes "first", something else, and "first" again.</summary>
    /// <returns>The version of the first "first".</returns>
    protected static async Task<ObjectVersion> WriteThreeAsync(IObjectStore store)
    {
        var first = await WriteAsync(store, "a", "first", WriteCondition.IfAbsent);
        foreach (var content in new[] { "else", "first" }) await WriteAsync(store, "a", content, WriteCondition.Always);
        return first!.Value;
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (var store in opened) store.Dispose();
    }

    private static Task<ObjectVersion?> WriteAsync(IObjectStore store, string name, string content, WriteCondition condition) =>
        store.WriteAsync(name, Encoding.UTF8.GetBytes(content), condition, Cancellation);

    private static async Task<List<ObjectInfo>> ListAsync(IObjectStore store, string folder) =>
        await store.ListAsync(folder, Cancellation).ToListAsync(Cancellation);

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static string Text(StoredObject stored) => Encoding.UTF8.GetString(stored.Content.Span);
}
