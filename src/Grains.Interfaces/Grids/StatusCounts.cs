using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>How many cells or stages are in each status.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.StatusCounts")]
public readonly record struct StatusCounts(
    [property: Id(0)] int Waiting,
    [property: Id(1)] int Ready,
    [property: Id(2)] int Leased,
    [property: Id(3)] int Backoff,
    [property: Id(4)] int Paused,
    [property: Id(5)] int Committed,
    [property: Id(6)] int Quarantined,
    [property: Id(7)] int Cancelled)
{
    public int Total => Waiting + Ready + Leased + Backoff + Paused + Committed + Quarantined + Cancelled;

    /// <summary>Those that nothing more happens to by itself.</summary>
    public int Final => Committed + Quarantined + Cancelled;

    /// <summary>Each status with its count, in the order in which they are shown beside one another.</summary>
    public IEnumerable<(WorkStatus Status, int Count)> ByStatus() =>
    [
        (WorkStatus.Committed, Committed), (WorkStatus.Leased, Leased), (WorkStatus.Ready, Ready), (WorkStatus.Waiting, Waiting),
        (WorkStatus.Backoff, Backoff), (WorkStatus.Paused, Paused), (WorkStatus.Quarantined, Quarantined),
        (WorkStatus.Cancelled, Cancelled),
    ];

    public StatusCounts With(WorkStatus status, int change) => status switch
    {
        WorkStatus.Waiting => this with { Waiting = Waiting + change },
        WorkStatus.Ready => this with { Ready = Ready + change },
        WorkStatus.Leased => this with { Leased = Leased + change },
        WorkStatus.Backoff => this with { Backoff = Backoff + change },
        WorkStatus.Paused => this with { Paused = Paused + change },
        WorkStatus.Committed => this with { Committed = Committed + change },
        WorkStatus.Quarantined => this with { Quarantined = Quarantined + change },
        WorkStatus.Cancelled => this with { Cancelled = Cancelled + change },
        _ => this,
    };

    public static StatusCounts operator +(StatusCounts left, StatusCounts right) => new(
        left.Waiting + right.Waiting, left.Ready + right.Ready, left.Leased + right.Leased, left.Backoff + right.Backoff,
        left.Paused + right.Paused, left.Committed + right.Committed, left.Quarantined + right.Quarantined,
        left.Cancelled + right.Cancelled);

    public static StatusCounts Add(StatusCounts left, StatusCounts right) => left + right;
}
