namespace JsccGrid.Page.Workers;

/// <summary>A worker as the page draws it.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, ….</param>
/// <param name="Cordon">Why it is given no more work; null when it is.</param>
/// <param name="Slots">All, or none where there are too many workers to draw.</param>
/// <param name="Busy">Slots that have work.</param>
/// <param name="SlotCount">Slots.</param>
internal sealed record WorkerRow(
    string Name, string Host, string Device, string? Cordon, IReadOnlyList<SlotRow> Slots, int Busy, int SlotCount);
