using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>One line of a figure.</summary>
public sealed record Curve
{
    /// <summary>Unique in its figure: <c>jscc-ae</c>, <c>snr_train=-3</c>, <c>B=64</c>.</summary>
    public required string Series { get; init; }

    /// <summary>For the legend.</summary>
    public required string Title { get; init; }

    public required Scheme Scheme { get; init; }

    /// <summary>B, real channel uses per query.</summary>
    public required int Bandwidth { get; init; }

    /// <summary>Null where every point was trained at the SNR it was tested at, and for the digital scheme.</summary>
    public SnrDb? TrainSnrDb { get; init; }

    /// <summary>By ascending SNR; the noiseless channel, where tested, is last.</summary>
    public required EquatableList<CurvePoint> Points { get; init; }

    /// <summary>Digital scheme only: the envelope between the points, by ascending SNR.</summary>
    public EquatableList<CurveStep> Steps { get; init; } = [];

    public IEnumerable<CurvePoint> FinitePoints => Points.Where(point => !point.SnrDb.IsNoiseless);

    /// <summary>The point at this SNR, or null.</summary>
    public CurvePoint? At(SnrDb snr) => Points.FirstOrDefault(point => point.SnrDb == snr);
}
