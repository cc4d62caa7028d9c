using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

/// <content>Many at once, some of which are killed.</content>
public abstract partial class ObjectStoreContract
{
    /// <summary>How often a writing process is killed.</summary>
    protected abstract int Kills { get; }

    [Fact]
    public async Task Write_IfAbsentRacedByMany_HasOneWinner()
    {
        var clients = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        for (var round = 0; round < 10; round++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"race/{round}");
            var written = await Task.WhenAll(
                clients.Select((client, i) => Task.Run(() => WriteAsync(client, name, $"writer {i}", WriteCondition.IfAbsent))));
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
        Assert.Equal(
            (Writers * Increments).ToString(CultureInfo.InvariantCulture),
            Text((await Open().ReadAsync("counter", Cancellation))!));
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
            acknowledged += Lines(await victim.StandardOutput.ReadToEndAsync(Cancellation))
                + Lines(await other.StandardOutput.ReadToEndAsync(Cancellation));
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
            Assert.Equal(
                Enumerable.Range(0, Lines).Select(i => $"{writer} {i}"),
                lines.Where(line => line.StartsWith(writer, StringComparison.Ordinal)));
        Assert.Equal(2 * Lines, lines.Length);
    }

    /// <summary>A process that works on the store.</summary>
    protected Process StartHammer(string action, int times, string writer = "") => TestProcess.Start(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "store-hammer.dll"), JsonSerializer.Serialize(Options), action,
            times.ToString(CultureInfo.InvariantCulture), writer
        ]);

    private static int Lines(string text) => text.Count(c => c == '\n');
}
