using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

/// <summary>What every store must do. Each client opened is one more process's view of the same store.</summary>
public abstract class ObjectStoreContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IObjectStore Open();

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
    public async Task Write_IfAbsentRacedByMany_HasOneWinner()
    {
        var clients = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        for (var round = 0; round < 10; round++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"race/{round}");
            var written = await Task.WhenAll(clients.Select((client, i) => Task.Run(() => WriteAsync(client, name, $"writer {i}", WriteCondition.IfAbsent))));
            var winner = Assert.Single(Enumerable.Range(0, clients.Count), i => written[i] is not null);
            Assert.Equal($"writer {winner}", Text((await clients[0].ReadAsync(name, Cancellation))!));
        }
    }

    [Fact]
    public async Task Write_IfVersionRacedByMany_CountsExactly()
    {
        const int Writers = 6;
        const int Increments = 15;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var store = Open();
            for (var done = 0; done < Increments;)
            {
                var current = await store.ReadAsync("counter", Cancellation);
                var value = current is null ? 0 : int.Parse(Text(current), CultureInfo.InvariantCulture);
                var condition = current is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(current.Version);
                if (await WriteAsync(store, "counter", (value + 1).ToString(CultureInfo.InvariantCulture), condition) is not null) done++;
            }
        })));
        Assert.Equal((Writers * Increments).ToString(CultureInfo.InvariantCulture), Text((await Open().ReadAsync("counter", Cancellation))!));
    }

    [Fact]
    public async Task Read_DuringWrites_NeverSeesAPart()
    {
        var writer = Open();
        var reader = Open();
        await WriteAsync(writer, "a", Repeated(0), WriteCondition.Always);
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i < 60; i++) await WriteAsync(writer, "a", Repeated(i), WriteCondition.Always);
        }, Cancellation);
        do
        {
            var text = Text((await reader.ReadAsync("a", Cancellation))!);
            Assert.Equal(100_000, text.Length);
            Assert.Single(text.Distinct());
        }
        while (!writing.IsCompleted);
        await writing;

        static string Repeated(int i) => new((char)('a' + (i % 26)), 100_000);
    }

    [Fact]
    public async Task UploadAndDownload_OfAFile_KeepItsContentAndHash()
    {
        using var folder = new TemporaryFolder();
        var content = string.Concat(Enumerable.Range(0, 100_000));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var store = Open();
        Assert.Equal(sha256, await store.UploadAsync("stages/s/weights.safetensors", folder.File("up", content), Cancellation));
        var down = Path.Combine(folder.Path, "down");
        Assert.Equal(sha256, await store.DownloadAsync("stages/s/weights.safetensors", down, Cancellation));
        Assert.Equal(content, await File.ReadAllTextAsync(down, Cancellation));
    }

    [Fact]
    public async Task Upload_OverAnObject_ReplacesIt()
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        await store.UploadAsync("a", folder.File("1", "first"), Cancellation);
        await store.UploadAsync("a", folder.File("2", "second"), Cancellation);
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
        foreach (var name in new[] { "cells/b/result.json", "cells/a/spec.json", "cells/a/checkpoints/1.bin", "cellsx/c", "stages/a/manifest.json" })
            await WriteAsync(store, name, "", WriteCondition.Always);
        Assert.Equal(["cells/a/checkpoints/1.bin", "cells/a/spec.json", "cells/b/result.json"], await ListAsync(store, "cells"));
        Assert.Equal(["cells/a/checkpoints/1.bin"], await ListAsync(store, "cells/a/checkpoints"));
        Assert.Empty(await ListAsync(store, "grids"));
        Assert.Equal(5, (await ListAsync(store, "")).Count);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public async Task AnyCall_WithAPathForAName_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(name, default, WriteCondition.Always, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.UploadAsync(name, folder.File("f", ""), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DownloadAsync(name, Path.Combine(folder.Path, "g"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DeleteAsync(name, Cancellation));
    }

    private static Task<ObjectVersion?> WriteAsync(IObjectStore store, string name, string content, WriteCondition condition) =>
        store.WriteAsync(name, Encoding.UTF8.GetBytes(content), condition, Cancellation);

    private static async Task<List<string>> ListAsync(IObjectStore store, string folder)
    {
        var names = new List<string>();
        await foreach (var name in store.ListAsync(folder, Cancellation)) names.Add(name);
        return names;
    }

    private static string Text(StoredObject stored) => Encoding.UTF8.GetString(stored.Content.Span);
}
