using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>The state of a grid that must survive its grain. Its size hardly grows with the grid: one bit for each chunk.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridState")]
internal sealed record GridState
{
    /// <summary>UTC, of the last submission.</summary>
    [Id(0)] public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>See <see cref="GridChunk.SubmissionId"/>.</summary>
    [Id(1)] public string? SubmissionId { get; init; }

    /// <summary>Chunks of the last submission.</summary>
    [Id(2)] public int Shards { get; init; }

    /// <summary>Shards of earlier submissions that may still have to be told that they have no cells any more.</summary>
    [Id(3)] public int FormerShards { get; init; }

    [Id(4)] public ChunkSet Arrived { get; init; } = ChunkSet.Empty;

    /// <summary>Cells of the chunks that have arrived.</summary>
    [Id(5)] public int Cells { get; init; }

    [Id(6)] public WorkDemand Demand { get; init; } = WorkDemand.Run;

    [Id(7)] public int Priority { get; init; }

    /// <summary>The last snapshot, once every cell is committed, quarantined or cancelled.</summary>
    [Id(8)] public GridSnapshot? Final { get; init; }

    /// <summary>Whether a cell of the chunks that have arrived needs a stage.</summary>
    [Id(9)] public bool NeedsStages { get; init; }

    /// <summary>UTC, when demand or priority last changed; the store remembers the same (<see cref="Storage.Grids.GridRecord"/>).</summary>
    [Id(10)] public DateTimeOffset ChangedAt { get; init; }

    public bool IsComplete => Shards > 0 && Arrived.Count == Shards;

    /// <summary>With one more chunk. A chunk of another submission begins anew.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="submittedAt">When the submission it belongs to was made, if it is the first of it.</param>
    /// <param name="demand">The demand of the whole grid.</param>
    /// <param name="changedAt">When demand and priority came to be so.</param>
    public GridState With(GridChunk chunk, DateTimeOffset submittedAt, WorkDemand demand, DateTimeOffset changedAt)
    {
        var isSame = SubmissionId == chunk.SubmissionId && Shards == chunk.Count;
        var state = isSame ? this : new GridState
        {
            SubmittedAt = submittedAt, SubmissionId = chunk.SubmissionId, Shards = chunk.Count,
            FormerShards = Math.Max(Shards, FormerShards),
        };
        return state with
        {
            Cells = state.Cells + (state.Arrived.Contains(chunk.Index) ? 0 : chunk.Cells.Length),
            NeedsStages = state.NeedsStages || chunk.Cells.Any(cell => cell.RequiredStages.Count > 0),
            Arrived = state.Arrived.With(chunk.Index),
            Demand = demand,
            Priority = chunk.Priority,
            ChangedAt = changedAt,
            Final = null,
        };
    }
}
