using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves;

/// <summary>
/// Colours and markers of curves. Schemes: the colour-blind safe palette of Okabe and Ito (2008), lighter on a dark ground. SNRs and
/// bandwidths have an order, and so have their colours: viridis, without the end that the ground swallows. Up to ten curves of a figure
/// have ten different markers.
/// </summary>
public static class CurveStyles
{
    private static readonly CurveMarker[] Markers = Enum.GetValues<CurveMarker>();

    private static readonly Dictionary<Scheme, CurveStyle> OfSchemes = new()
    {
        [Scheme.JsccAe] = new("#0072B2", "#56B4E9", CurveMarker.Circle, false),
        [Scheme.JsccFc] = new("#D55E00", "#F0A35E", CurveMarker.Square, false),
        [Scheme.Digital] = new("#009E73", "#2FC79A", CurveMarker.Up, false),
    };

    /// <summary>For schemes that are not among these, one after the other.</summary>
    private static readonly (string Light, string Dark)[] Further =
        [("#B0568A", "#E39AC6"), ("#A67C00", "#E6B422"), ("#4D4D4D", "#B8BEC6"), ("#1B7F8C", "#5CC8D6")];

    /// <summary>For the lines of a scheme's parts beside that of the default.</summary>
    private static readonly (string Light, string Dark) OfOtherParts = ("#6B7A00", "#B9CC4E");

    private static readonly string[] Viridis =
        ["#440154", "#472D7B", "#3B528B", "#2C728E", "#21918C", "#28AE80", "#5EC962", "#ADDC30", "#FDE725"];

    /// <summary>How a curve looks among those of its figure that have results.</summary>
    public static CurveStyle Of(Figure figure, Curve curve) =>
        Of(curve, [.. figure.Curves.Where(other => other.Value is not null).Select(other => (other.Scheme, other.Value)).Distinct()],
            figure.Definition);

    /// <summary>How a curve looks among all lines that its figure will have, so that it stays so while others appear.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="ordered">Those that have a value, each once, in the order in which they are shown.</param>
    /// <param name="figure">What it is to show.</param>
    public static CurveStyle Of(Curve curve, IReadOnlyList<(Scheme Scheme, CoordinateValue? Value)> ordered, FigureDefinition figure)
    {
        var style = curve.Value is null
            ? Of(curve.Scheme, figure.Cells.Scheme)
            : Of(ordered.Index().First(line => line.Item == (curve.Scheme, curve.Value)).Index, ordered.Count);
        if (curve.Part is { } part && part != curve.Scheme.PartAxis?.DefaultValue)
            style = style with { Light = OfOtherParts.Light, Dark = OfOtherParts.Dark, Marker = CurveMarker.Down };
        return style with { IsHollow = style.IsHollow != curve.IsVariant, IsThin = curve.IsIdeal };
    }

    /// <param name="scheme">Its own style, whatever else the figure shows.</param>
    /// <param name="shown">All of the figure. Those that are in no catalogue come behind the others.</param>
    private static CurveStyle Of(Scheme scheme, IEnumerable<Scheme> shown)
    {
        if (OfSchemes.TryGetValue(scheme, out var style)) return style;
        var place = SchemeCatalog.All.Concat(shown).Distinct().Where(other => !OfSchemes.ContainsKey(other) && !other.IsReference)
            .TakeWhile(other => !other.Equals(scheme)).Count();
        var (light, dark) = Further[place % Further.Length];
        return new CurveStyle(light, dark, Markers[(OfSchemes.Count + place) % Markers.Length], IsHollow: place >= Further.Length);
    }

    private static CurveStyle Of(int place, int places)
    {
        var share = places == 1 ? 0.5 : (double)place / (places - 1);
        return new CurveStyle(
            Mixed(0.85 * share), Mixed(0.35 + (0.65 * share)), Markers[place % Markers.Length], IsHollow: place / Markers.Length % 2 == 1);
    }

    /// <summary>Viridis from 0 to 1.</summary>
    private static string Mixed(double share)
    {
        var at = share * (Viridis.Length - 1);
        var low = Math.Min(Viridis.Length - 2, (int)at);
        var channels = Enumerable.Range(0, 3).Select(channel =>
        {
            var start = 1 + (2 * channel);
            var (from, to) = (Channel(Viridis[low], start), Channel(Viridis[low + 1], start));
            return ((int)Math.Round(from + ((to - from) * (at - low)))).ToString("X2", CultureInfo.InvariantCulture);
        });
        return "#" + string.Concat(channels);

        static int Channel(string colour, int start) =>
            int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
