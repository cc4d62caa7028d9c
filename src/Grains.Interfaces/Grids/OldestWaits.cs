using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>Since when that waits which has waited longest, by status; UTC, null where nothing waits.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.OldestWaits")]
public readonly record struct OldestWaits(
    [property: Id(0)] DateTimeOffset? Waiting,
    [property: Id(1)] DateTimeOffset? Ready,
    [property: Id(2)] DateTimeOffset? Backoff,
    [property: Id(3)] DateTimeOffset? Paused)
{
    /// <summary>With one more cell or stage; of other statuses nothing waits.</summary>
    public OldestWaits With(WorkStatus status, DateTimeOffset since) => status switch
    {
        WorkStatus.Waiting => this with { Waiting = Older(Waiting, since) },
        WorkStatus.Ready => this with { Ready = Older(Ready, since) },
        WorkStatus.Backoff => this with { Backoff = Older(Backoff, since) },
        WorkStatus.Paused => this with { Paused = Older(Paused, since) },
        _ => this,
    };

    public OldestWaits With(OldestWaits other) => new(
        Older(Waiting, other.Waiting), Older(Ready, other.Ready), Older(Backoff, other.Backoff), Older(Paused, other.Paused));

    private static DateTimeOffset? Older(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;
}
