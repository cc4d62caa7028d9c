using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>Draws the lines that a definition asks for through the results of a grid.</summary>
internal sealed class FigureBuilder(
    FigureDefinition definition, FigureSettings settings, ResultTable table, CurvePoint? baseline, CollapseRule collapse)
{
    private bool IsOverSnr => definition.Over == FigureDefinition.TestSnr;

    public Figure Build()
    {
        var shown = table.Networks.Where(network => !network.Spec.Scheme.IsReference && definition.Has(network.Spec)).ToList();
        var lines = shown.GroupBy(network => definition.LineOf(network.Spec)).OrderBy(line => line.Key, FigureDefinition.LineOrder);
        return new Figure
        {
            Definition = definition,
            Curves =
            [
                .. from line in lines
                   from error in ErrorsOf(line.Key.Scheme)
                   let curve = Line(line.Key.Scheme, line.Key.Value, [.. line], error)
                   where curve.Points.Count > 0
                   select curve,
            ],
            Baseline = definition.Shows == FigureMeasure.Bits ? null : baseline,
            LegendTitle = shown.Select(network => definition.LineAxis(network.Spec.Scheme)?.LegendTitle).OfType<string>().FirstOrDefault(),
        };
    }

    /// <summary>Bits are carried by a code that achieves capacity, and where the definition says so by one of finite length too.</summary>
    private IEnumerable<double?> ErrorsOf(Scheme scheme) =>
        IsEnvelope(scheme) && definition.BlockError is { } error && definition.ChannelOfBits.IsKnownForFiniteCodes ? [null, error] : [null];

    private bool IsEnvelope(Scheme scheme) => scheme.HasBits && IsOverSnr;

    private Curve Line(Scheme scheme, CoordinateValue? value, List<ResultSeeds> networks, double? error)
    {
        var envelope = IsEnvelope(scheme)
            ? new DigitalEnvelope(
                networks.SelectMany(network => network.Cells), BandwidthOfBits, definition.ChannelOfBits, error, collapse)
            : null;
        var points = envelope is null ? Points(networks) : table.TestSnrDb.Select(envelope.At);
        var finite = table.TestSnrDb.Where(snr => !snr.IsNoiseless).ToList();
        return Named(scheme, value, error) with
        {
            Coordinates = envelope is null ? CommonOf(networks) : envelope.Over,
            Note = scheme.NoteOf(networks[0].Spec),
            Points = [.. points.Where(point => point.Of(definition.Shows) is not null)],
            Steps = envelope is null || finite.Count == 0 || definition.Shows != FigureMeasure.Top1
                ? []
                : [.. envelope.Steps(finite[0], finite[^1])],
        };
    }

    private Curve Named(Scheme scheme, CoordinateValue? value, double? error)
    {
        var axis = value is null ? null : definition.LineAxis(scheme);
        // Where several schemes have the axis, each value is a line of each.
        var isAmongOthers = definition.Cells.Scheme.Count(other => definition.LineAxis(other) is not null) > 1;
        var of = isAmongOthers ? $"{scheme.Title}, " : "";
        var named = new Curve
        {
            Series = axis is null ? scheme.Name : (isAmongOthers ? $"{scheme.Name} " : "") + $"{axis.Series}={value}",
            Title = axis is null ? scheme.Title : of + axis.TitleOf(value!.Value),
            Name = axis is null ? scheme.Title : of + axis.LineOf(value!.Value),
            Scheme = scheme,
            Value = axis is null ? null : value,
            Coordinates = [],
            Points = [],
        };
        if (error is not { } lost) return named;
        var code = FormattableString.Invariant($", finite code (ε = {lost})");
        return named with
        {
            Series = $"{named.Series} epsilon={CoordinateValue.Of(lost)}",
            Title = named.Title + code,
            Name = named.Name + code,
            IsVariant = true,
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
        return all.GroupBy(point => point.X)
            .OrderBy(place => place.Key)
            .Select(place => place.MaxBy(point => point.Of(definition.Shows)?.Mean)!);
    }

    private static Coordinates CommonOf(List<ResultSeeds> networks) => networks
        .Select(network => network.Spec.Named)
        .Aggregate((common, named) => common.Intersect(named))
        .Aggregate((Coordinates)[], (common, coordinate) => common.With(coordinate));

    /// <summary>B of a line of bits.</summary>
    private int BandwidthOfBits =>
        definition.Cells.Find(Axis.Bandwidth) is [{ Content: int bandwidth }, ..] ? bandwidth : settings.Bandwidth;
}
