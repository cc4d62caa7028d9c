using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Workers;

/// <summary>Workers, and the shards that have ready work in the order they are served. No effects.</summary>
internal sealed class PoolTable
{
    private readonly Dictionary<string, WorkerEntry> workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShardSource> sources = new(StringComparer.Ordinal);
    private readonly SortedSet<ShardSource> queue = new(ShardSource.ServingOrder);

    public IEnumerable<WorkerEntry> Workers => workers.Values;

    public WorkerEntry? FindWorker(string worker) => workers.GetValueOrDefault(worker);

    public void Register(WorkerRegistration registration, DateTimeOffset now) =>
        workers[registration.Worker] = new WorkerEntry(registration, now);

    public bool Unregister(string worker) => workers.Remove(worker);

    /// <summary>Whether a worker may be given work.</summary>
    public bool IsOpen(string worker) => workers.TryGetValue(worker, out var entry) && entry.CordonReason is null;

    /// <summary>Takes in what a shard has to give; an older offer changes nothing.</summary>
    public void Offer(ShardOffer offer)
    {
        if (sources.TryGetValue(offer.Shard, out var source) && source.Offer.Version >= offer.Version) return;
        source ??= new ShardSource(offer);
        Change(source, () => source.Offer = offer);
    }

    /// <summary>The shard to be asked next, marked as being asked once more; null when none has anything left to ask for.</summary>
    public ShardSource? BeginAsking()
    {
        if (queue.Min is not { } source) return null;
        Change(source, () => source.Asked++);
        return source;
    }

    public void EndAsking(ShardSource source) => Change(source, () => source.Asked--);

    /// <summary>A shard that cannot be reached offers again by itself once it can.</summary>
    public void Withdraw(ShardSource source)
    {
        queue.Remove(source);
        sources.Remove(source.Offer.Shard);
    }

    public int ReadyAheadOf(string shard) => queue
        .TakeWhile(source => source.Offer.Shard != shard)
        .Sum(source => source.Offer.ReadyStages + source.Offer.ReadyCells);

    private void Change(ShardSource source, Action change)
    {
        queue.Remove(source);
        change();
        var isEmpty = source.Offer.ReadyStages + source.Offer.ReadyCells == 0;
        if (isEmpty && source.Asked == 0) sources.Remove(source.Offer.Shard);
        else sources[source.Offer.Shard] = source;
        if (source.IsAskable) queue.Add(source);
    }
}
