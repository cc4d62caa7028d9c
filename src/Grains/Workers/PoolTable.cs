using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Workers;

/// <summary>Workers, and for which grid each of their slots works. No effects.</summary>
/// <param name="queue">Told of every slot that a grid gets or loses.</param>
internal sealed class PoolTable(ShardQueue queue)
{
    private readonly Dictionary<string, WorkerEntry> workers = new(StringComparer.Ordinal);

    public IEnumerable<WorkerEntry> Workers => workers.Values;

    public WorkerEntry? Find(string worker) => workers.GetValueOrDefault(worker);

    /// <param name="cordonOf">Why a worker may not be given work; null where it may.</param>
    public PoolSummary Summarize(Func<string, Cordon?> cordonOf)
    {
        var summary = new PoolSummary(0, 0, 0, 0, 0, 0);
        foreach (var worker in workers.Values)
        {
            var busy = worker.Slots.Count(slot => slot.Work is not null);
            var free = worker.Slots.Length - busy;
            var cordon = cordonOf(worker.Registration.Worker);
            summary = cordon is null
                ? summary with
                {
                    OpenWorkers = summary.OpenWorkers + 1,
                    BusySlots = summary.BusySlots + busy,
                    IdleSlots = summary.IdleSlots + free
                }
                : summary with
                {
                    CordonedWorkers = summary.CordonedWorkers + (cordon.IsForFailures ? 1 : 0),
                    WorkersCordonedByHand = summary.WorkersCordonedByHand + (cordon.IsForFailures ? 0 : 1),
                    BusySlots = summary.BusySlots + busy,
                    CordonedSlots = summary.CordonedSlots + free
                };
        }
        return summary;
    }

    /// <summary>A worker that registers has nothing in its slots that it does not report.</summary>
    public void Register(WorkerRegistration registration, DateTimeOffset now)
    {
        Unregister(registration.Worker);
        workers[registration.Worker] = new WorkerEntry(registration, now);
    }

    public void Unregister(string worker)
    {
        if (!workers.Remove(worker, out var entry)) return;
        foreach (var grid in entry.Grids.Values) queue.Hold(grid, -1);
    }

    /// <summary>
    /// Workers that have said nothing for longer than <paramref name="timeout"/>. Who was seen in the future was seen before the clock
    /// was set back, and counts as seen now.
    /// </summary>
    public IReadOnlyList<WorkerEntry> Silent(DateTimeOffset now, TimeSpan timeout)
    {
        foreach (var worker in workers.Values.Where(worker => worker.LastSeen > now)) worker.LastSeen = now;
        return [.. workers.Values.Where(worker => worker.LastSeen < now - timeout)];
    }

    /// <summary>
    /// Takes in what a worker says its slots do; that a slot is idle only its claim tells, since a lease may be on its way.
    /// </summary>
    public void Report(WorkerEntry worker, ImmutableArray<SlotSnapshot> slots, DateTimeOffset now)
    {
        worker.Slots = slots;
        worker.LastSeen = now;
        foreach (var slot in slots.Where(slot => slot.Grid is not null)) Hold(worker, slot.Slot, slot.Grid);
    }

    /// <summary>A slot has work of a grid, or none.</summary>
    public void Hold(string worker, int slot, string? grid)
    {
        if (Find(worker) is { } entry) Hold(entry, slot, grid);
    }

    private void Hold(WorkerEntry worker, int slot, string? grid)
    {
        if (worker.Grids.TryGetValue(slot, out var before))
        {
            if (before == grid) return;
            worker.Grids.Remove(slot);
            queue.Hold(before, -1);
        }
        if (grid is null) return;
        worker.Grids.Add(slot, grid);
        queue.Hold(grid, 1);
    }
}
