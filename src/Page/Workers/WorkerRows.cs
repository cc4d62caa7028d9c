using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Page.Workers;

/// <summary>What is sent of workers and slots: of many, those that say most.</summary>
internal static class WorkerRows
{
    /// <summary>Slots that are drawn on a grid's page.</summary>
    public const int MaxSlots = 48;

    /// <summary>Workers that are drawn.</summary>
    public const int MaxWorkers = 100;

    /// <summary>Slots drawn of one worker.</summary>
    private const int MaxSlotsOfWorker = 16;

    /// <summary>The slots that work for a grid, the furthest first.</summary>
    public static IReadOnlyList<SlotRow> SlotsOf(ImmutableArray<WorkerSnapshot> workers, string grid) =>
    [
        .. workers
            .SelectMany(worker => worker.Slots.Where(slot => slot.Work is not null && slot.Grid == grid)
                .Select(slot => new SlotRow(worker.Registration.Worker, slot)))
            .OrderByDescending(slot => slot.Progress?.Fraction ?? 0)
            .Take(MaxSlots),
    ];

    /// <summary>Cordoned workers, then busy ones, then the others.</summary>
    public static IReadOnlyList<WorkerRow> Lines(ImmutableArray<WorkerSnapshot> workers) =>
    [
        .. workers
            .Select(worker => (Worker: worker, Busy: worker.Slots.Count(slot => slot.Work is not null)))
            .OrderByDescending(entry => workers.Length > MaxWorkers && entry.Worker.CordonReason is not null)
            .ThenByDescending(entry => workers.Length > MaxWorkers ? entry.Busy : 0)
            .Take(MaxWorkers)
            .Select(entry => Line(entry.Worker, entry.Busy)),
    ];

    private static WorkerRow Line(WorkerSnapshot worker, int busy) => new(
        worker.Registration.Worker, worker.Registration.Host, worker.Registration.Device, worker.CordonReason,
        [.. worker.Slots.Take(MaxSlotsOfWorker).Select(slot => new SlotRow(worker.Registration.Worker, slot))], busy,
        worker.Registration.Slots);
}
