using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Benchmarks.Clusters;

/// <summary>When the cells of a grid changed their state, as the grid's events tell it; watched again whenever a watch breaks.</summary>
internal sealed class GridChanges(IGridGrain grid)
{
    private readonly Lock gate = new();
    private readonly List<DateTimeOffset> times = [];
    private long lastEvent;

    public DateTimeOffset LastAt
    {
        get
        {
            lock (gate) return times.Count == 0 ? DateTimeOffset.MinValue : times.Max();
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var update in grid.WatchAsync(lastEvent, TimeSpan.FromMilliseconds(100), cancellationToken))
                {
                    lock (gate) times.AddRange(update.Events.Select(happened => happened.At));
                    if (!update.Events.IsEmpty) lastEvent = update.Events[^1].Number;
                }
            }
            catch (Exception)
            {
                // The silo it came from is gone.
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    public DateTimeOffset FirstAfter(DateTimeOffset time)
    {
        lock (gate) return times.Where(at => at > time).Min();
    }

    /// <summary>The longest time without a change that begins between two times.</summary>
    public TimeSpan LongestPause(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            var ends = times.Where(at => at >= from).Append(DateTimeOffset.MaxValue).Order().ToList();
            return ends.Prepend(from).Zip(ends).TakeWhile(pair => pair.First <= to && pair.Second < DateTimeOffset.MaxValue)
                .Select(pair => pair.Second - pair.First).DefaultIfEmpty().Max();
        }
    }
}
