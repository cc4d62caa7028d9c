using JsccGrid.Worker.Inputs;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers.Inputs;

public sealed class InputCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly List<string> fetched = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Use_OfSomethingThatIsThere_DoesNotFetchItAgain()
    {
        var cache = Cache(100);
        for (var time = 0; time < 3; time++)
        {
            using var use = await UseAsync(cache, "a", 60);
            Assert.Equal(60, new FileInfo(use.Path).Length);
        }
        Assert.Equal(["a"], fetched);
    }

    [Fact]
    public async Task Use_BeyondTheBound_DeletesWhatWasUsedLongestAgo()
    {
        var cache = Cache(100);
        foreach (var name in new[] { "a", "b", "a", "c" }) (await UseAsync(cache, name, 40)).Dispose();
        Assert.Equal(["a", "c"], Names());
    }

    [Fact]
    public async Task Use_BeyondTheBound_KeepsWhatIsInUse()
    {
        var cache = Cache(100);
        var first = await UseAsync(cache, "a", 80);
        using var second = await UseAsync(cache, "b", 80);
        Assert.Equal(["a", "b"], Names());
        first.Dispose();
        Assert.Equal(["b"], Names());
    }

    [Fact]
    public async Task Use_ByTwoAtOnce_FetchesOnce()
    {
        var cache = Cache(100);
        var gate = new TaskCompletionSource();
        var uses = new[] { Fetch(), Fetch() };
        gate.SetResult();
        foreach (var use in await Task.WhenAll(uses)) use.Dispose();
        Assert.Equal(["a"], fetched);

        Task<InputUse> Fetch() => cache.UseAsync(
            "a",
            async (path, token) =>
            {
                lock (fetched) fetched.Add("a");
                await gate.Task.WaitAsync(token);
                await File.WriteAllTextAsync(path, "x", token);
            },
            Cancellation);
    }

    [Fact]
    public async Task Use_AfterAFetchThatFailed_FetchesAgain()
    {
        var cache = Cache(100);
        await Assert.ThrowsAsync<IOException>(() => cache.UseAsync("a", (_, _) => throw new IOException("away"), Cancellation));
        using var use = await UseAsync(cache, "a", 10);
        Assert.Equal(["a"], Names());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private InputCache Cache(long maxBytes) => new(folder, maxBytes, Cancellation);

    private Task<InputUse> UseAsync(InputCache cache, string name, int size) => cache.UseAsync(
        name,
        (path, token) =>
        {
            fetched.Add(name);
            return File.WriteAllBytesAsync(path, new byte[size], token);
        },
        Cancellation);

    private string[] Names() => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
