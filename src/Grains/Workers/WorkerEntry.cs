using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Workers;

/// <summary>A worker in the pool.</summary>
internal sealed class WorkerEntry(WorkerRegistration registration, DateTimeOffset now)
{
    public WorkerRegistration Registration { get; } = registration;

    public ImmutableArray<SlotSnapshot> Slots { get; set; } =
        [.. Enumerable.Range(0, registration.Slots).Select(slot => new SlotSnapshot { Slot = slot, Activity = SlotActivity.Idle })];

    public DateTimeOffset LastSeen { get; set; } = now;

    /// <summary>Attempts that failed here since the last that succeeded.</summary>
    public List<(WorkId Work, int Attempt)> FailureStreak { get; } = [];

    /// <summary>The grids that its slots work for.</summary>
    public Dictionary<int, string> Grids { get; } = [];

    public WorkerSnapshot ToSnapshot(string? cordonReason) =>
        new() { Registration = Registration, Slots = Slots, LastSeen = LastSeen, CordonReason = cordonReason };
}
