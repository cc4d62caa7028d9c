using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Presentation;
using JsccGrid.Storage.Resilience;
using Polly;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Turns a grid's events and its workers' progress into frames, until the grid is finished. When the silo it talks to dies, it
/// attaches to another and goes on after the last event it has seen; frames come all the time.
/// </summary>
internal sealed class GridWatch(IGrainFactory grains, string gridName, RemainingTime? remainingTime, TimeProvider clock)
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Silence that is nothing to speak of.</summary>
    private static readonly TimeSpan SilenceShown = TimeSpan.FromSeconds(3);

    private long lastEvent;
    private long lastAnswer = clock.GetTimestamp();
    private ImmutableArray<WorkerSnapshot> workers = [];

    /// <summary>Asked when nobody answers: whether that may change. Default: it may.</summary>
    public Func<bool> MayComeBack { get; init; } = () => true;

    /// <exception cref="UserException">The grains know nothing of the grid any more.</exception>
    public async IAsyncEnumerable<RunFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = Channel.CreateUnbounded<GridUpdate>();
        var watching = WatchAsync(updates.Writer, stop.Token);
        var polling = PollWorkersAsync(stop.Token);
        using var timer = new PeriodicTimer(FrameInterval, clock);
        GridSnapshot? snapshot = null;
        try
        {
            while (true)
            {
                var ended = updates.Reader.Completion.IsCompleted;
                var events = new List<GridEvent>();
                while (updates.Reader.TryRead(out var update))
                {
                    snapshot = update.Snapshot;
                    events.AddRange(update.Events);
                }
                if (snapshot is not null) yield return Frame(snapshot, events);
                if (ended || updates.Reader.Completion.IsCompleted && !updates.Reader.TryPeek(out _)) break;
                if (polling.IsFaulted) await polling;
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            await watching;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(watching, polling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private RunFrame Frame(GridSnapshot snapshot, List<GridEvent> events)
    {
        var silence = clock.GetElapsedTime(Interlocked.Read(ref lastAnswer));
        return new RunFrame(snapshot, events, workers, clock.GetUtcNow() - snapshot.SubmittedAt, Remaining(snapshot))
        {
            Silence = silence < SilenceShown ? null : silence
        };
    }

    private async Task WatchAsync(ChannelWriter<GridUpdate> writer, CancellationToken cancellationToken)
    {
        try
        {
            await Reattachment().ExecuteAsync(async cancelled =>
            {
                await foreach (var update in grains.GetGrain<IGridGrain>(gridName).WatchAsync(lastEvent, FrameInterval, cancelled))
                {
                    RecordAnswer();
                    if (update.Snapshot.Status == GridStatus.Unknown) throw Forgotten();
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
        $"Nothing works on grid '{gridName}' any more: the coordination state was lost. "
        + "Submit it again; what is committed is not trained again.", ExitCode.BadEnvironment);

    private ResiliencePipeline Reattachment() => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(ResiliencePipelines.Retry(
            tried => tried.Outcome.Exception is { } exception && CallFailure.IsTransient(exception) && MayComeBack(),
            TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)))
        .Build();

    /// <summary>Keeps what is known of the workers; while nobody answers, what was known last.</summary>
    private async Task PollWorkersAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(FrameInterval, clock);
        do
        {
            try
            {
                workers = await grains.Pool().GetWorkersAsync().WaitAsync(cancellationToken);
                RecordAnswer();
            }
            catch (Exception exception) when (CallFailure.IsTransient(exception))
            {
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void RecordAnswer() => Interlocked.Exchange(ref lastAnswer, clock.GetTimestamp());

    private TimeSpan? Remaining(GridSnapshot snapshot) => remainingTime?.Estimate(snapshot, workers);
}
