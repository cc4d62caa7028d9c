using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>
/// Why work is where it is: a code, and the facts that belong to it. Client and page put it into a line for people.
/// </summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkExplanation")]
public sealed record WorkExplanation
{
    [Id(0)] public required WhyCode Code { get; init; }

    [Id(1)] public required WorkSnapshot Work { get; init; }

    /// <summary>UTC, when this was so, by the clock of the cluster.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>The stage it waits for; null when it waits for none, or for one that nobody has submitted yet.</summary>
    [Id(3)] public WorkSnapshot? Stage { get; init; }

    /// <summary>The slots it waits for; null when it waits for none.</summary>
    [Id(4)] public QueueSnapshot? Queue { get; init; }

    /// <summary>Work that will have a slot before it; 0 when it waits for none.</summary>
    [Id(5)] public int Ahead { get; init; }

    /// <summary>How far its training is, or that of the stage it waits for; null when its worker has not said.</summary>
    [Id(6)] public WorkProgress? Progress { get; init; }
}
