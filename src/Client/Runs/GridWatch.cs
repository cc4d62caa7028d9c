using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using Polly;
using Polly.Retry;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Turns a grid's events and its workers' progress into frames, until the grid is finished. When the silo it talks to dies, it
/// attaches to another and goes on after the last event it has seen.
/// </summary>
internal sealed class GridWatch(IGrainFactory grains, string gridName, RemainingTime? remainingTime, TimeProvider clock)
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(500);
    private long lastEvent;
    private long? silentSince;

    /// <summary>Asked when nobody answers: whether that may change. Default: it may.</summary>
    public Func<bool> MayComeBack { get; init; } = () => true;

    public async IAsyncEnumerable<RunFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = Channel.CreateUnbounded<GridUpdate>();
        var watching = WatchAsync(updates.Writer, cancellationToken);
        var workers = ImmutableArray<WorkerView>.Empty;
        using var timer = new PeriodicTimer(FrameInterval, clock);
        GridSnapshot? snapshot = null;
        while (true)
        {
            var ended = updates.Reader.Completion.IsCompleted;
            var events = new List<GridEvent>();
            while (updates.Reader.TryRead(out var update))
            {
                snapshot = update.Snapshot;
                events.AddRange(update.Events);
            }
            if (snapshot is not null)
            {
                workers = await WorkersAsync(workers);
                yield return new RunFrame(snapshot, events, workers, clock.GetUtcNow() - snapshot.SubmittedAt, Remaining(snapshot, workers))
                {
                    Silence = silentSince is { } since ? clock.GetElapsedTime(since) : null,
                };
            }
            if (ended || updates.Reader.Completion.IsCompleted && !updates.Reader.TryPeek(out _)) break;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
        await watching;
    }

    private async Task WatchAsync(ChannelWriter<GridUpdate> writer, CancellationToken cancellationToken)
    {
        try
        {
            await Reattachment().ExecuteAsync(async cancelled =>
            {
                await foreach (var update in grains.GetGrain<IGridGrain>(gridName).WatchAsync(lastEvent, FrameInterval, cancelled))
                {
                    if (update.Snapshot.Status == GridStatus.Unknown) throw Forgotten();
                    silentSince = null;
                    if (!update.Events.IsEmpty) lastEvent = update.Events[^1].Number;
                    await writer.WriteAsync(update, cancelled);
                }
            }, cancellationToken);
            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
            throw;
        }
    }

    private UserException Forgotten() => new(
        $"Nothing works on grid '{gridName}' any more: the coordination state was lost. Submit it again; what is committed is not trained again.", ExitCode.BadEnvironment);

    private ResiliencePipeline Reattachment() => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is { } exception && LiveGrains.IsOutage(exception) && MayComeBack()),
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            OnRetry = _ =>
            {
                silentSince ??= clock.GetTimestamp();
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>The workers, or where nobody answers those last known.</summary>
    private async Task<ImmutableArray<WorkerView>> WorkersAsync(ImmutableArray<WorkerView> known)
    {
        if (silentSince is not null) return known;
        try
        {
            return await grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key).GetWorkersAsync();
        }
        catch (Exception exception) when (LiveGrains.IsOutage(exception))
        {
            return known;
        }
    }

    private TimeSpan? Remaining(GridSnapshot snapshot, ImmutableArray<WorkerView> workers)
    {
        var slots = workers.SelectMany(worker => worker.Slots).ToList();
        return remainingTime?.Estimate(snapshot, slots.Count, slots
            .Where(slot => slot is { Label: not null, Progress: not null })
            .Select(slot => (slot.Label!.Split(' ')[0], slot.Progress!)));
    }
}
