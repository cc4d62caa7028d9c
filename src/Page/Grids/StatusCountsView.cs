using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Grids;

/// <summary>How many cells are in each status, as the page reads it.</summary>
/// <param name="Total">All.</param>
/// <param name="Statuses">By name; statuses without any are left out.</param>
internal sealed record StatusCountsView(int Total, IReadOnlyDictionary<string, int> Statuses)
{
    public static StatusCountsView Of(StatusCounts counts) => new(
        counts.Total,
        counts.ByStatus().Where(status => status.Count > 0).ToDictionary(status => status.Status.Text(), status => status.Count));
}
