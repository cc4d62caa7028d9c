using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>A slot as the worker last reported it.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.SlotView")]
public sealed record SlotSnapshot
{
    [Id(0)] public required int Slot { get; init; }

    /// <summary>Null when idle.</summary>
    [Id(1)] public WorkId? Work { get; init; }

    [Id(2)] public string? Label { get; init; }
    [Id(3)] public int Attempt { get; init; }

    /// <summary>UTC, when this attempt began.</summary>
    [Id(4)] public DateTimeOffset? Since { get; init; }

    [Id(5)] public required SlotActivity Activity { get; init; }

    [Id(6)] public WorkProgress? Progress { get; init; }

    /// <summary>The <see cref="WorkLease.Grid"/> it works for.</summary>
    [Id(7)] public string? Grid { get; init; }

    /// <summary>Why it is unfit, or what keeps the store from working; null when it is neither.</summary>
    [Id(8)] public string? Trouble { get; init; }
}
