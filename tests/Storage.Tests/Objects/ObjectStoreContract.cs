using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

/// <summary>What every store must do. Each client opened is one more process's view of the same store.</summary>
public abstract class ObjectStoreContract : IDisposable
{
    private readonly List<IObjectStore> opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract StoreOptions Options { get; }

    /// <summary>How often a writing process is killed.</summary>
    protected abstract int Kills { get; }

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
        const int Writers = 4;
        const int Increments = 10;
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
    public async Task Write_WhileOthersOfItsFolderAreDeleted_Happens()
    {
        await Task.WhenAll(new[] { "write", "append" }.Select(kind => Task.Run(async () =>
        {
            var store = Open();
            for (var i = 0; i < 60; i++)
            {
                if (kind == "append") Assert.True(await store.AppendAsync("a/b/append", "x"u8.ToArray(), 1, Cancellation));
                else Assert.NotNull(await WriteAsync(store, "a/b/write", "x", WriteCondition.IfAbsent));
                Assert.True(await store.DeleteAsync($"a/b/{kind}", Cancellation));
            }
        })));
        Assert.Empty(await ListAsync(Open(), ""));
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
        Assert.Equal(["cells/a/checkpoints/1.bin", "cells/a/spec.json", "cells/b/result.json"], (await ListAsync(store, "cells")).Select(info => info.Name));
        Assert.Equal(["cells/a/checkpoints/1.bin"], (await ListAsync(store, "cells/a/checkpoints")).Select(info => info.Name));
        Assert.Empty(await ListAsync(store, "grids"));
        Assert.Equal(5, (await ListAsync(store, "")).Count);
    }

    [Fact]
    public async Task Write_ByProcessesThatAreKilled_LosesNoAcknowledgedWriteAndTearsNone()
    {
        var acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = StartHammer("increment", int.MaxValue);
            using var other = StartHammer("increment", 10);
            for (var i = 0; i < 5 + kill; i++)
            {
                Assert.NotNull(await victim.StandardOutput.ReadLineAsync(Cancellation));
                acknowledged++;
            }
            victim.Kill();
            acknowledged += Lines(await victim.StandardOutput.ReadToEndAsync(Cancellation)) + Lines(await other.StandardOutput.ReadToEndAsync(Cancellation));
            await other.WaitForExitAsync(Cancellation);
            Assert.Equal(0, other.ExitCode);
        }
        var parts = Encoding.UTF8.GetString((await Open().ReadAsync("counter", Cancellation))!.Content.Span).Split(' ');
        Assert.Equal(50_000, parts[1].Length);
        // A killed writer may have written once more than it lived to say.
        Assert.InRange(int.Parse(parts[0], CultureInfo.InvariantCulture), acknowledged, acknowledged + Kills);
    }

    [Fact]
    public async Task Append_ByTwoProcesses_KeepsEveryLineWholeAndInItsOwnOrder()
    {
        const int Lines = 40;
        using var first = StartHammer("append", Lines, "first");
        using var second = StartHammer("append", Lines, "second");
        await first.WaitForExitAsync(Cancellation);
        await second.WaitForExitAsync(Cancellation);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        var lines = Text((await Open().ReadAsync("log", Cancellation))!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var writer in new[] { "first", "second" })
            Assert.Equal(Enumerable.Range(0, Lines).Select(i => $"{writer} {i}"), lines.Where(line => line.StartsWith(writer, StringComparison.Ordinal)));
        Assert.Equal(2 * Lines, lines.Length);
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
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(hash, await Open().UploadAsync("cells/a/checkpoints/large.bin", up, Cancellation));
        Assert.Equal(hash, await Open().DownloadAsync("cells/a/checkpoints/large.bin", Path.Combine(folder.Path, "down"), Cancellation));
        Assert.True((await File.ReadAllBytesAsync(Path.Combine(folder.Path, "down"), Cancellation)).AsSpan().SequenceEqual(content));
        Assert.Equal(content[^7..], (await Open().ReadFromAsync("cells/a/checkpoints/large.bin", content.Length - 7, Cancellation))!.Value.ToArray());
    }

    [Fact]
    public async Task EmptyObject_WrittenUploadedOrRead_IsThereAndEmpty()
    {
        using var folder = new TemporaryFolder();
        var store = Open();
        var nothing = Convert.ToHexStringLower(SHA256.HashData([]));
        await WriteAsync(store, "written", "", WriteCondition.IfAbsent);
        Assert.Equal(nothing, await store.UploadAsync("uploaded", folder.File("up", ""), Cancellation));
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
        await Assert.ThrowsAsync<ArgumentException>(() => store.UploadAsync(name, folder.File("f", ""), Cancellation));
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

    /// <summary>A process that works on the store.</summary>
    protected Process StartHammer(string action, int times, string writer = "") => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList =
        {
            Path.Combine(AppContext.BaseDirectory, "store-hammer.dll"), JsonSerializer.Serialize(Options), action,
            times.ToString(CultureInfo.InvariantCulture), writer,
        },
        RedirectStandardOutput = true,
    })!;

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

    private static int Lines(string text) => text.Count(c => c == '\n');

    private static string Text(StoredObject stored) => Encoding.UTF8.GetString(stored.Content.Span);
}
