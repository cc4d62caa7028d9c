using JsccGrid.Curves;

namespace JsccGrid.Page.Figures;

/// <summary>How a line looks.</summary>
/// <param name="Light">Its colour on a light ground.</param>
/// <param name="Dark">Its colour on a dark ground.</param>
/// <param name="Marker"><c>circle</c>, <c>square</c>, <c>up</c>, <c>diamond</c> or <c>down</c>.</param>
/// <param name="IsHollow">Whether markers are outlines.</param>
/// <param name="IsThin">Whether it is a thin line without markers.</param>
internal sealed record StyleView(string Light, string Dark, string Marker, bool IsHollow, bool IsThin)
{
    public static StyleView Of(CurveStyle style) =>
        new(style.Light, style.Dark, style.Marker.ToString().ToLowerInvariant(), style.IsHollow, style.IsThin);
}
