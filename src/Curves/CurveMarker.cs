namespace JsccGrid.Curves;

/// <summary>The shape of a curve's points.</summary>
public enum CurveMarker
{
    Circle,
    Square,
    Up,
    Diamond,
    Down,
}
