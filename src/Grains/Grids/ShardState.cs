using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>What changes in the life of a shard and must survive it. Small.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardStanding")]
internal sealed record ShardState
{
    /// <summary>The submission of the assignment this belongs to; of another it says nothing.</summary>
    [Id(0)] public string? SubmissionId { get; init; }

    [Id(1)] public WorkDemand Demand { get; init; }
    [Id(2)] public int Priority { get; init; }

    /// <summary>The last report, once every cell is committed, quarantined or cancelled.</summary>
    [Id(3)] public ShardReport? Final { get; init; }

    public static ShardState Of(ShardAssignment assignment) =>
        new() { SubmissionId = assignment.SubmissionId, Demand = assignment.Demand, Priority = assignment.Priority };
}
