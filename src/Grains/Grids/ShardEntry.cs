using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>What a shard knows of one of its cells or stages.</summary>
/// <param name="Index">Place in the shard: cells in grid order, then stages.</param>
/// <param name="Work">Its id.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Kind">Scheme or stage kind, for summaries.</param>
/// <param name="Required">Stages it needs.</param>
internal sealed record ShardEntry(int Index, WorkId Work, WorkSpec Spec, string Kind, ImmutableArray<WorkId> Required)
{
    /// <summary>As last heard.</summary>
    public WorkSnapshot Snapshot { get; set; } = new() { Work = Work, Label = Spec.Label, Status = WorkStatus.Unknown, Version = 0 };

    /// <summary>Attempts that had been seen when this shard first heard of it; a commit after that is one this cluster watched.</summary>
    public bool WasWatched { get; set; }

    public bool IsCell => Work.IsCell;
}
