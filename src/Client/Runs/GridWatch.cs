using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Client.Runs;

/// <summary>Turns a grid's events and its workers' progress into frames, until the grid is finished.</summary>
internal sealed class GridWatch(IGrainFactory grains, string gridName, ExpandedGrid grid, DataSetSize images, TimeProvider clock)
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(500);
    private readonly RemainingTime remainingTime = new(grid, images);

    public async IAsyncEnumerable<RunFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var updates = Channel.CreateUnbounded<GridUpdate>();
        var watching = WatchAsync(updates.Writer, cancellationToken);
        var pool = grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);
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
                var workers = await pool.GetWorkersAsync();
                yield return new RunFrame(snapshot, events, workers, clock.GetElapsedTime(began), Remaining(snapshot, workers));
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
            await foreach (var update in grains.GetGrain<IGridGrain>(gridName).WatchAsync(0, FrameInterval, cancellationToken))
                await writer.WriteAsync(update, cancellationToken);
            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
            throw;
        }
    }

    private TimeSpan? Remaining(GridSnapshot snapshot, ImmutableArray<WorkerView> workers)
    {
        var slots = workers.SelectMany(worker => worker.Slots).ToList();
        return remainingTime.Estimate(snapshot, slots.Count, slots
            .Where(slot => slot is { Label: not null, Progress: not null })
            .Select(slot => (slot.Label!.Split(' ')[0], slot.Progress!)));
    }
}
