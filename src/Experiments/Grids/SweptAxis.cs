using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Grids;

/// <summary>The values that a sweep gives a coordinate.</summary>
/// <param name="Key">The key of the axis.</param>
/// <param name="Values">At least one.</param>
public sealed record SweptAxis(string Key, EquatableList<CoordinateValue> Values);
