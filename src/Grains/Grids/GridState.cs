using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>The state of a grid that must survive its grain. Its size grows with shards, not with cells.</summary>
[GenerateSerializer, Alias("jsccgrid.GridState")]
internal sealed record GridState
{
    /// <summary>UTC, of the last submission.</summary>
    [Id(0)] public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Chunks of the last submission.</summary>
    [Id(1)] public int Shards { get; init; }

    /// <summary>Cells of each chunk that arrived, by index.</summary>
    [Id(2)] public ImmutableSortedDictionary<int, int> Arrived { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    [Id(3)] public WorkDemand Demand { get; init; } = WorkDemand.Run;

    [Id(4)] public int Priority { get; init; }

    public bool IsComplete => Shards > 0 && Arrived.Count == Shards;

    public int Cells => Arrived.Values.Sum();
}
