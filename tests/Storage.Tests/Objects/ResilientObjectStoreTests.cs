using System.Collections.Concurrent;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Tests.Shared.Waiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

public sealed class ResilientObjectStoreTests : IDisposable
{
    private static readonly StoreResilienceOptions Quick = new()
    {
        BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2), BreakAfter = int.MaxValue,
    };

    private readonly TemporaryFolder folder = new();
    private readonly HandSetClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ThatFailsForAWhile_SucceedsInTheEnd()
    {
        using var store = Open(call => call < 3 ? StoreFault.Before : StoreFault.None, Quick, out var faulty);
        Assert.NotNull(await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.IfAbsent, Cancellation));
        Assert.Equal(4, faulty.Calls);
    }

    [Fact]
    public async Task Call_ThatGoesOnFailing_ThrowsWhatTheStoreThrewOnceTimeIsUp()
    {
        using var store = Open(EachTakes(TimeSpan.FromSeconds(6)), Quick with { GiveUpAfter = TimeSpan.FromSeconds(20) }, out var faulty);
        var exception = await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
        Assert.Equal("The medium failed.", exception.Message);
        Assert.Equal(4, faulty.Calls);
    }

    [Fact]
    public async Task Call_WithPatience_OutlastsAnyOutage()
    {
        var failing = EachTakes(TimeSpan.FromMinutes(5));
        var patient = Quick with { GiveUpAfter = StoreResilienceOptions.Patient.GiveUpAfter };
        using var store = Open(call => call < 300 ? failing(call) : StoreFault.None, patient, out _);
        Assert.NotNull(await store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
    }

    [Fact]
    public async Task Call_WithPatience_EndsWhenCancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var store = Open(
            call =>
            {
                if (call == 20) cancel.Cancel();
                return StoreFault.Before;
            },
            Quick with { GiveUpAfter = null }, out _);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync("a", cancel.Token));
    }

    [Fact]
    public async Task Call_ThatHangs_FailsAsTheMedium()
    {
        var options = Quick with
        {
            GiveUpAfter = TimeSpan.Zero,
            TryTimeout = TimeSpan.FromMilliseconds(10),
            TransferTimeout = TimeSpan.FromMilliseconds(10)
        };
        using var store = Open(_ => StoreFault.Hang, options, out _);
        Assert.Contains(
            "did not answer",
            (await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", Cancellation))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => store.UploadAsync("a", folder.Write("f", ""), Cancellation));
    }

    [Fact]
    public async Task Call_AfterManyFailures_IsNotLetThroughForAWhile()
    {
        var options = Quick with { GiveUpAfter = TimeSpan.Zero, BreakAfter = 3, BreakDuration = TimeSpan.FromSeconds(2) };
        using var store = Open(call => call < 3 ? StoreFault.Before : StoreFault.None, options, out var faulty);
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", Cancellation));
        var broken = await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", Cancellation));
        Assert.Contains("The medium failed.", broken.Message, StringComparison.Ordinal);
        Assert.Equal(3, faulty.Calls);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await store.ReadAsync("a", Cancellation));
    }

    [Fact]
    public async Task Call_AfterManyFailures_IsLetThroughInTimeThoughTheClockWasSetBack()
    {
        var options = Quick with { GiveUpAfter = TimeSpan.Zero, BreakAfter = 3, BreakDuration = TimeSpan.FromSeconds(2) };
        using var store = Open(call => call < 3 ? StoreFault.Before : StoreFault.None, options, out _);
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", Cancellation));
        clock.SetBack(TimeSpan.FromHours(11));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await store.ReadAsync("a", Cancellation));
    }

    [Fact]
    public async Task Calls_BeyondThoseAllowedAtATime_WaitTheirTurn()
    {
        const int Allowed = 4;
        var underWay = 0;
        var counts = new ConcurrentQueue<int>();
        var full = new TaskCompletionSource();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        using var store = new ResilientObjectStore(
            new FaultyObjectStore(directory, _ => StoreFault.None)
            {
                BeforeCall = async _ =>
                {
                    var now = Interlocked.Increment(ref underWay);
                    counts.Enqueue(now);
                    if (now == Allowed) full.TrySetResult();
                    await full.Task;
                    Interlocked.Decrement(ref underWay);
                },
            },
            Quick with { MaxConcurrency = Allowed },
            clock);
        await Until.EndsAsync(
            Task.WhenAll(Enumerable.Range(0, 40).Select(number => store.ReadAsync($"a{number}", Cancellation))), "all calls");
        Assert.Equal(Allowed, counts.Max());
    }

    [Fact]
    public async Task Call_ThatWaitsItsTurn_DoesNotLoseItsTimeMeanwhile()
    {
        var time = new FakeTimeProvider();
        var first = new TaskCompletionSource();
        var options = Quick with { GiveUpAfter = TimeSpan.Zero, MaxConcurrency = 1, TryTimeout = TimeSpan.FromSeconds(10) };
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        using var store = new ResilientObjectStore(
            new FaultyObjectStore(directory, call => call == 0 ? StoreFault.Hang : StoreFault.None)
            {
                BeforeCall = _ =>
                {
                    first.TrySetResult();
                    return Task.CompletedTask;
                },
            },
            options,
            time);
        var hanging = store.ReadAsync("a", Cancellation);
        await Until.EndsAsync(first.Task, "the first call");
        var waiting = store.ReadAsync("b", Cancellation);
        time.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<IOException>(() => hanging);
        Assert.Null(await waiting);
    }

    [Fact]
    public async Task Trouble_OfWritesThatLasts_IsTellingUntilAWriteSucceeds()
    {
        using var log = new LinesLog();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var isFull = true;
        using var store = new ResilientObjectStore(
            new FaultyObjectStore(directory, _ => isFull ? StoreFault.Before : StoreFault.None),
            Quick with { GiveUpAfter = TimeSpan.Zero },
            clock,
            log);
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
        Assert.Null(store.Trouble); // perhaps over in a moment
        clock.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
        Assert.Equal("The medium failed.", store.Trouble);
        isFull = false;
        await store.ReadAsync("a", Cancellation);
        Assert.Equal("The medium failed.", store.Trouble);
        await store.WriteAsync("a", default, WriteCondition.Always, Cancellation);
        Assert.Null(store.Trouble);
        Assert.Equal(
            ["The medium failed. What needs the store waits; nothing is lost.", "The store works again."],
            log.Lines.Where(
                line => line.Contains("store waits", StringComparison.Ordinal)
                    || line.StartsWith("The store", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Upload_OfAMissingFile_IsNotRepeated()
    {
        using var store = Open(_ => StoreFault.None, StoreResilienceOptions.Patient, out var faulty);
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.UploadAsync("a", Path.Combine(folder.Path, "none"), Cancellation));
        Assert.Equal(1, faulty.Calls);
    }

    [Fact]
    public async Task List_ThatFailsOnTheWay_GivesEachNameOnce()
    {
        string[] names = ["a", "b/1", "b/2", "c"];
        using var store = Open(
            call => call switch { 5 or 8 => StoreFault.Before, 11 => StoreFault.After, _ => StoreFault.None }, Quick, out var faulty);
        foreach (var name in names) await store.WriteAsync(name, default, WriteCondition.Always, Cancellation);
        Assert.Equal(names, (await store.ListAsync("", Cancellation).ToListAsync(Cancellation)).Select(info => info.Name));
        Assert.True(faulty.Calls > 12);
    }

    [Fact]
    public async Task Repetition_WithALogger_IsToldThere()
    {
        using var log = new LinesLog();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        using var store = new ResilientObjectStore(
            new FaultyObjectStore(directory, call => call < 1 ? StoreFault.Before : StoreFault.None), Quick, clock, log);
        await store.ReadAsync("a", Cancellation);
        Assert.Contains(log.Lines, line => line.Contains("The medium failed.", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("OnRetry", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private ResilientObjectStore Open(Func<int, StoreFault> plan, StoreResilienceOptions options, out FaultyObjectStore faulty)
    {
        faulty = new FaultyObjectStore(new DirectoryObjectStore(folder.Path, TimeProvider.System), plan);
        return new ResilientObjectStore(faulty, options, clock);
    }

    private Func<int, StoreFault> EachTakes(TimeSpan time) => _ =>
    {
        clock.Advance(time);
        return StoreFault.Before;
    };

    private sealed class LinesLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception?.Message);

        public void Dispose()
        {
        }
    }
}
