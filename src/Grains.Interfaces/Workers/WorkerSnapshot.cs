using System.Collections.Immutable;

namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>A worker and its slots.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkerView")]
public sealed record WorkerSnapshot
{
    [Id(0)] public required WorkerRegistration Registration { get; init; }
    [Id(1)] public required ImmutableArray<SlotSnapshot> Slots { get; init; }

    /// <summary>UTC.</summary>
    [Id(2)] public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Why it is given no more work; null when it is.</summary>
    [Id(3)] public string? CordonReason { get; init; }
}
