using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Grids;

/// <summary>How many cells are in each status, as the page reads it.</summary>
/// <param name="Total">All.</param>
/// <param name="Statuses">By name; statuses without any are left out.</param>
internal sealed record StatusCountsView(int Total, IReadOnlyDictionary<string, int> Statuses)
{
    public static StatusCountsView Of(StatusCounts counts) => new(
        counts.Total,
        new[]
        {
            (WorkStatus.Committed, counts.Committed), (WorkStatus.Leased, counts.Leased), (WorkStatus.Ready, counts.Ready),
            (WorkStatus.Waiting, counts.Waiting),
            (WorkStatus.Backoff, counts.Backoff), (WorkStatus.Paused, counts.Paused), (WorkStatus.Quarantined, counts.Quarantined),
            (WorkStatus.Cancelled, counts.Cancelled),
        }.Where(count => count.Item2 > 0).ToDictionary(count => count.Item1.Text(), count => count.Item2));
}
