using ScottPlot;

namespace JsccGrid.Client.Figures;

/// <summary>How one curve looks.</summary>
internal readonly record struct CurveStyle(Color Color, MarkerShape Marker, bool IsHollow);
