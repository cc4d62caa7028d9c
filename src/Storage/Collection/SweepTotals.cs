namespace JsccGrid.Storage.Collection;

/// <summary>What a deletion came to.</summary>
/// <param name="Files">Objects deleted.</param>
/// <param name="Size">Bytes deleted.</param>
/// <param name="Spared">Items of the plan that came into use, or changed, after it was made.</param>
public sealed record SweepTotals(int Files, long Size, int Spared);
