using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Workers;

/// <summary>
/// Which shard is asked for work next: of the grids with the highest priority the one that has the fewest slots, and of its
/// shards the first with ready stages, or else with ready cells. Every change takes O(log n) of grids and shards. No effects.
/// </summary>
internal sealed class ShardQueue
{
    private readonly Dictionary<string, ShardSource> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GridQueue> grids = new(StringComparer.Ordinal);
    private readonly SortedSet<GridQueue> askable = new(GridQueue.ServingOrder);

    /// <summary>Takes in what a shard has to give; an older offer changes nothing.</summary>
    public void Offer(ShardOffer offer)
    {
        if (sources.TryGetValue(offer.Shard, out var source) && source.Offer.Version >= offer.Version) return;
        source ??= new ShardSource(offer);
        Change(source, grid =>
        {
            source.Offer = offer;
            grid.Priority = offer.Priority;
            if (grid.Order.Length == 0 || string.CompareOrdinal(offer.Order, grid.Order) < 0) grid.Order = offer.Order;
        });
    }

    /// <summary>The shard to be asked next, marked as being asked once more; null when none has anything left to ask for.</summary>
    public ShardSource? BeginAsking()
    {
        if (askable.Min?.Askable.Min is not { } source) return null;
        Change(source, grid => (source.Asked, grid.Asked) = (source.Asked + 1, grid.Asked + 1));
        return source;
    }

    public void EndAsking(ShardSource source) =>
        Change(source, grid => (source.Asked, grid.Asked) = (source.Asked - 1, grid.Asked - 1));

    /// <summary>Ends the asking of a shard that cannot be reached. It offers again by itself once it can.</summary>
    public void Withdraw(ShardSource source) => Change(source, grid =>
    {
        (source.Asked, grid.Asked) = (source.Asked - 1, grid.Asked - 1);
        source.Offer = source.Offer with { ReadyStages = 0, ReadyCells = 0 };
    });

    /// <summary>A slot began or ceased to work for a grid.</summary>
    public void Hold(string grid, int change) => Change(GridOf(grid), queue => queue.Held += change);

    /// <summary>Ready work that would be handed out before a shard's.</summary>
    public int ReadyAheadOf(string shard)
    {
        if (!sources.TryGetValue(shard, out var source)) return askable.SelectMany(grid => grid.Askable).Sum(other => other.Ready);
        var own = GridOf(source.Offer.Grid);
        var ofOthers = askable.Where(grid => grid.Priority > own.Priority).SelectMany(grid => grid.Askable);
        return ofOthers.Concat(own.Askable.TakeWhile(other => other != source)).Sum(other => other.Ready);
    }

    private GridQueue GridOf(string grid)
    {
        if (!grids.TryGetValue(grid, out var queue)) grids.Add(grid, queue = new GridQueue(grid));
        return queue;
    }

    private void Change(ShardSource source, Action<GridQueue> change) => Change(GridOf(source.Offer.Grid), grid =>
    {
        grid.Askable.Remove(source);
        change(grid);
        if (source.IsAskable) grid.Askable.Add(source);
        if (source.Ready == 0 && source.Asked == 0) sources.Remove(source.Offer.Shard);
        else sources[source.Offer.Shard] = source;
    });

    /// <summary>Changes what a grid is sorted by.</summary>
    private void Change(GridQueue grid, Action<GridQueue> change)
    {
        askable.Remove(grid);
        change(grid);
        if (grid.Askable.Count > 0) askable.Add(grid);
        else if (grid.Slots == 0) grids.Remove(grid.Grid);
    }
}
