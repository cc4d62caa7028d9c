namespace JsccGrid.Curves;

/// <summary>How a curve looks, in figures and on the page.</summary>
/// <param name="Light">Its colour on a light ground, as <c>#0072b2</c>.</param>
/// <param name="Dark">Its colour on a dark ground.</param>
/// <param name="Marker">The shape of its points.</param>
/// <param name="IsHollow">Whether these are outlines.</param>
/// <param name="IsThin">Whether it is a thin line without points.</param>
public readonly record struct CurveStyle(string Light, string Dark, CurveMarker Marker, bool IsHollow, bool IsThin = false);
