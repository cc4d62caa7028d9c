using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Page.Workers;
using JsccGrid.Page.Works;

namespace JsccGrid.Page.Grids;

/// <summary>Everything on a grid's own page.</summary>
internal sealed record GridDetail(GridSnapshot Snapshot) : GridView(Snapshot)
{
    /// <summary>Not sent: what is said of it is.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public GridSnapshot Snapshot { get; } = Snapshot;

    /// <summary>By scheme, then by stage kind.</summary>
    public IReadOnlyList<KindView> Kinds { get; } =
        [.. Snapshot.Schemes.Concat(Snapshot.StageKinds).Select(kind => new KindView(kind.Kind, StatusCountsView.Of(kind.Counts)))];

    public required GridBoard Board { get; init; }

    /// <summary>The slots that train for this grid, at most <see cref="WorkerRows.MaxSlots"/>.</summary>
    public required IReadOnlyList<SlotRow> Slots { get; init; }

    /// <summary>As if all workers worked for this grid alone; null while nobody can tell.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>Cells and stages that failed for good, at most <see cref="GridSnapshot.QuarantinedShown"/>.</summary>
    public IReadOnlyList<WorkRow> Quarantined { get; } = [.. Snapshot.Quarantined.Select(WorkRow.Of)];

    /// <summary>The cells of one scheme, or the stages of one kind.</summary>
    internal sealed record KindView(string Kind, StatusCountsView Counts);
}
