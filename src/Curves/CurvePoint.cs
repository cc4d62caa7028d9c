using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>
/// A point of a curve. Several seeds: mean and standard error over seeds. One seed: its mean, and the standard error over
/// noise draws.
/// </summary>
public sealed record CurvePoint
{
    /// <summary>What it was tested at.</summary>
    public required SnrDb SnrDb { get; init; }

    /// <summary>What it is drawn over: decibels, or the number of a coordinate. Infinity for the noiseless channel.</summary>
    public double X { get => drawnOver ?? SnrDb.Value; init => drawnOver = value; }

    private readonly double? drawnOver;

    /// <summary>What its cells have in common.</summary>
    public Coordinates Coordinates { get; init; } = [];

    /// <summary>At least one, by ascending seed.</summary>
    public required EquatableList<SeedScore> Seeds { get; init; }

    /// <summary>Fraction in [0, 1].</summary>
    public Estimate Top1 => Estimate.OverSeeds([.. Seeds.Select(seed => seed.Top1)]);

    /// <summary>Fraction in [0, 1]; null when a seed is in an outage.</summary>
    public Estimate? MeanAveragePrecision => CombineAll(seed => seed.MeanAveragePrecision);

    /// <summary>Bits a query out of the range coder; null of schemes without.</summary>
    public Estimate? Bits => CombineAll(seed => seed.Bits);

    /// <summary>Noise draws per seed.</summary>
    public int NoiseDraws => Seeds.Min(seed => seed.NoiseDraws);

    public ErrorBar ErrorBar => Seeds.Count > 1 ? ErrorBar.Seeds : NoiseDraws > 1 ? ErrorBar.NoiseDraws : ErrorBar.None;

    /// <summary>What a figure shows of it; null where it has nothing of the kind.</summary>
    public Estimate? Of(FigureMeasure measure) => measure switch
    {
        FigureMeasure.Top1 => Top1,
        FigureMeasure.MeanAveragePrecision => MeanAveragePrecision,
        FigureMeasure.Bits => Bits,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, null),
    };

    private Estimate? CombineAll(Func<SeedScore, Estimate?> quantity) =>
        Seeds.All(seed => quantity(seed) is not null) ? Estimate.OverSeeds([.. Seeds.Select(seed => quantity(seed)!.Value)]) : null;
}
