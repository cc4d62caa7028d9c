using System.Diagnostics;
using System.Globalization;
using System.Text;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

public sealed class DirectoryObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<DirectoryObjectStore> opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ByProcessesThatAreKilled_LosesNoAcknowledgedWriteAndTearsNone()
    {
        const int Kills = 6;
        var acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = StartHammer(int.MaxValue);
            using var other = StartHammer(10);
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
    public async Task Open_AfterAKill_ClearsWhatWasLeftHalfWritten()
    {
        using (var victim = StartHammer(int.MaxValue))
        {
            Assert.NotNull(await victim.StandardOutput.ReadLineAsync(Cancellation));
            victim.Kill();
            await victim.WaitForExitAsync(Cancellation);
        }
        var left = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        await File.WriteAllTextAsync(Path.Combine(left, "1234567"), "half", Cancellation);
        var store = Open();
        Assert.False(Directory.Exists(left));
        Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        Assert.NotNull(await store.ReadAsync("counter", Cancellation));
    }

    [Fact]
    public async Task Dispose_OfAStore_LeavesNoTemporaryFiles()
    {
        using (var store = new DirectoryObjectStore(folder.Path, TimeProvider.System))
            await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.Always, Cancellation);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Path, ".tmp")));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(folder.Path, "a"), Cancellation));
    }

    public void Dispose()
    {
        foreach (var store in opened) store.Dispose();
        folder.Dispose();
    }

    protected override IObjectStore Open()
    {
        var store = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        lock (opened) opened.Add(store);
        return store;
    }

    private static int Lines(string text) => text.Count(c => c == '\n');

    private Process StartHammer(int increments) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Path.Combine(AppContext.BaseDirectory, "store-hammer.dll"), folder.Path, increments.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardOutput = true,
    })!;
}
