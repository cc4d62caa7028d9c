using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>Draws the lines that a definition asks for through the results of a grid.</summary>
internal sealed class FigureBuilder(
    FigureDefinition definition, FigureSettings settings, ResultTable table, CurvePoint? baseline, CollapseRule collapse)
{
    private bool IsOverSnr => definition.Over == FigureDefinition.TestSnr;

    public Figure Build()
    {
        var shown = table.Networks.Where(network => !network.Spec.Scheme.IsReference && definition.Has(network.Spec)).ToList();
        var lines = shown.GroupBy(network => (network.Spec.Scheme, Value: definition.LineAxis(network.Spec.Scheme)?.ValueOf(network.Spec)))
            .OrderBy(line => line.Key.Scheme.Place)
            .ThenBy(line => line.Key.Value, Comparer<CoordinateValue?>.Create(CoordinateValue.Compare));
        return new Figure
        {
            Definition = definition,
            Curves = [.. lines.Select(line => Line(line.Key.Scheme, line.Key.Value, [.. line])).Where(curve => curve.Points.Count > 0)],
            Baseline = definition.Shows == FigureMeasure.Bits ? null : baseline,
            LegendTitle = shown.Select(network => definition.LineAxis(network.Spec.Scheme)?.LegendTitle).OfType<string>().FirstOrDefault(),
        };
    }

    private Curve Line(Scheme scheme, CoordinateValue? value, List<ResultSeeds> networks)
    {
        var isEnvelope = scheme.HasBits && IsOverSnr;
        var envelope = isEnvelope ? new DigitalEnvelope(networks.SelectMany(network => network.Cells), BandwidthOfBits, ChannelOfBits, collapse) : null;
        var points = envelope is null ? Points(networks) : table.TestSnrDb.Select(envelope.At);
        var finite = table.TestSnrDb.Where(snr => !snr.IsNoiseless).ToList();
        return Named(scheme, value) with
        {
            Coordinates = envelope is null ? CommonOf(networks) : envelope.Over,
            Note = scheme.NoteOf(networks[0].Spec),
            Points = [.. points.Where(point => point.Of(definition.Shows) is not null)],
            Steps = envelope is null || finite.Count == 0 || definition.Shows != FigureMeasure.Top1 ? [] : [.. envelope.Steps(finite[0], finite[^1])],
        };
    }

    private Curve Named(Scheme scheme, CoordinateValue? value)
    {
        var axis = value is null ? null : definition.LineAxis(scheme);
        // Where several schemes have the axis, each value is a line of each.
        var isAmongOthers = definition.Cells.Scheme.Count(other => definition.LineAxis(other) is not null) > 1;
        var of = isAmongOthers ? $"{scheme.Title}, " : "";
        return new Curve
        {
            Series = axis is null ? scheme.Name : (isAmongOthers ? $"{scheme.Name} " : "") + $"{axis.Series}={value}",
            Title = axis is null ? scheme.Title : of + axis.TitleOf(value!.Value),
            Name = axis is null ? scheme.Title : of + axis.LineOf(value!.Value),
            Scheme = scheme,
            Value = axis is null ? null : value,
            Coordinates = [],
            Points = [],
        };
    }

    private IEnumerable<CurvePoint> Points(List<ResultSeeds> networks)
    {
        var all =
            from network in networks
            from snr in network.TestSnrDb
            where definition.Points != FigurePoints.Matched || (network.Spec.Find(Axis.TrainSnrDb) ?? snr) == snr
            let point = network.At(snr)
            let x = IsOverSnr ? snr.Value : network.Spec.Scheme.FindAxis(definition.Over)?.ValueOf(network.Spec)?.Number
            where x is not null
            select IsOverSnr ? point : point with { X = x.Value };
        // Of several points at one place a line shows the highest. Only where the definition asks for it are there several.
        return all.GroupBy(point => point.X).OrderBy(place => place.Key).Select(place => place.MaxBy(point => point.Of(definition.Shows)?.Mean)!);
    }

    private static Coordinates CommonOf(List<ResultSeeds> networks) => networks
        .Select(network => network.Spec.Named)
        .Aggregate((common, named) => common.Intersect(named))
        .Aggregate((Coordinates)[], (common, coordinate) => common.With(coordinate));

    /// <summary>B of a line of bits.</summary>
    private int BandwidthOfBits => definition.Cells.Find(Axis.Bandwidth) is [{ Content: int bandwidth }, ..] ? bandwidth : settings.Bandwidth;

    private Channel ChannelOfBits =>
        definition.Cells.Find(Axis.Channel) is [{ Content: string name }, ..] && ChannelCatalog.Find(name) is { } channel ? channel : Channel.Awgn;
}
