using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
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
                   from curve in Curves(line.Key.Scheme, line.Key.Value, [.. line])
                   where curve.Points.Count > 0
                   select curve,
            ],
            Baseline = definition.Shows == FigureMeasure.Bits ? null : baseline,
            LegendTitle = shown.Select(network => definition.LineAxis(network.Spec.Scheme)?.LegendTitle).OfType<string>().FirstOrDefault(),
        };
    }

    private bool IsEnvelope(Scheme scheme) => scheme.HasBits && IsOverSnr;

    /// <summary>
    /// The curves of a line. Bits are carried by a code that achieves capacity, where the definition says so by one of finite length too,
    /// and beside that as an ideal coder would write them; an envelope does not choose between the parts of its scheme.
    /// </summary>
    private IEnumerable<Curve> Curves(Scheme scheme, CoordinateValue? value, List<ResultSeeds> networks)
    {
        var named = Named(scheme, value);
        if (!IsEnvelope(scheme))
        {
            yield return named with
            {
                Coordinates = CommonOf(networks),
                Note = scheme.NoteOf(networks[0].Spec),
                Points = [.. Shown(Points(networks))],
            };
            yield break;
        }
        var axis = scheme.PartAxis?.Key == definition.Lines ? null : scheme.PartAxis;
        var parts = networks.GroupBy(network => axis is null ? null : scheme.PartOf(network.Spec))
            .OrderBy(part => part.Key == axis?.DefaultValue ? 0 : 1).ToList();
        foreach (var part in parts)
        {
            var whole = parts.Count > 1 && part.Key is { } key
                ? OfPart(named, axis!, key)
                : named with { Note = scheme.NoteOf(part.First().Spec) };
            List<CellResult> cells = [.. part.SelectMany(network => network.Cells)];
            yield return Envelope(whole, cells, null, BitsOf.Measured);
            if (definition.BlockError is { } error && definition.ChannelOfBits.IsKnownForFiniteCodes)
            {
                var code = FormattableString.Invariant($", finite code (ε = {error})");
                yield return Envelope(
                    Variant(whole, $"epsilon={CoordinateValue.Of(error)}", code) with { IsVariant = true }, cells, error, BitsOf.Measured);
            }
            if (cells.Exists(cell => cell.Bits!.Ideal.Mean != cell.Bits.Measured.Mean))
                yield return Envelope(Variant(whole, "ideal-bits", ", ideal bits") with { IsIdeal = true }, cells, null, BitsOf.Ideal);
        }
    }

    private Curve Envelope(Curve named, List<CellResult> cells, double? error, BitsOf bits)
    {
        var envelope = new DigitalEnvelope(cells, BandwidthOfBits, definition.ChannelOfBits, error, bits, collapse);
        var finite = table.TestSnrDb.Where(snr => !snr.IsNoiseless).ToList();
        return named with
        {
            Coordinates = envelope.Over,
            Points = [.. Shown(table.TestSnrDb.Select(envelope.At))],
            Steps = finite.Count == 0 || definition.Shows != FigureMeasure.Top1 ? [] : [.. envelope.Steps(finite[0], finite[^1])],
        };
    }

    private IEnumerable<CurvePoint> Shown(IEnumerable<CurvePoint> points) => points.Where(point => point.Of(definition.Shows) is not null);

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

    /// <summary>The line of one part among those of others: the default's keeps its name in curves.csv.</summary>
    private static Curve OfPart(Curve named, Axis axis, CoordinateValue part)
    {
        var (series, title) = ($"{axis.Series}={part}", $", {axis.LineOf(part)}");
        var line = part == axis.DefaultValue
            ? named with { Title = named.Title + title, Name = named.Name + title }
            : Variant(named, series, title);
        return line with { Part = part };
    }

    private static Curve Variant(Curve named, string series, string title) => named with
    {
        Series = $"{named.Series} {series}", Title = named.Title + title, Name = named.Name + title,
    };

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
