using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>One line of a figure.</summary>
public sealed record Curve
{
    /// <summary>Unique in its figure: <c>jscc-ae</c>, <c>snr_train=-3</c>, <c>B=64</c>.</summary>
    public required string Series { get; init; }

    /// <summary>For the legend.</summary>
    public required string Title { get; init; }

    /// <summary>Where no legend explains the title: <c>trained at −3 dB</c>.</summary>
    public required string Name { get; init; }

    public required Scheme Scheme { get; init; }

    /// <summary>
    /// What all its cells have in common; of schemes that cross no channel, also over what the line supposes their bits to be sent.
    /// </summary>
    public required Coordinates Coordinates { get; init; }

    /// <summary>
    /// Its place among the lines of its figure that have an order, as soon as one of their cells is there; null for a scheme.
    /// </summary>
    public CoordinateValue? Value { get; init; }

    /// <summary>B, real channel uses per query; null where its cells differ in it.</summary>
    public int? Bandwidth => Coordinates.Find(Axis.Bandwidth);

    /// <summary>Null where its cells differ in it, and for schemes that are not trained at one SNR.</summary>
    public SnrDb? TrainSnrDb => Coordinates.Find(Axis.TrainSnrDb);

    /// <summary>What a reader must know of its networks beside what its points are; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is another line of the same networks, which looks like the first but hollow.</summary>
    public bool IsVariant { get; init; }

    /// <summary>Whether it is what the same networks would reach with an ideal part: a thin line without markers beside theirs.</summary>
    public bool IsIdeal { get; init; }

    /// <summary>What sets it apart from other lines of its scheme (<see cref="Scheme.PartAxis"/>); null where nothing does.</summary>
    public CoordinateValue? Part { get; init; }

    /// <summary>By ascending SNR, or what else they are drawn over; the noiseless channel, where tested, is last.</summary>
    public required EquatableList<CurvePoint> Points { get; init; }

    /// <summary>Digital scheme only, where a channel carries all or nothing: the envelope between the points, by ascending SNR.</summary>
    public EquatableList<CurveStep> Steps { get; init; } = [];

    public IEnumerable<CurvePoint> FinitePoints => Points.Where(point => !point.SnrDb.IsNoiseless);

    /// <summary>The point at this SNR, or null.</summary>
    public CurvePoint? At(SnrDb snr) => Points.FirstOrDefault(point => point.SnrDb == snr);
}
