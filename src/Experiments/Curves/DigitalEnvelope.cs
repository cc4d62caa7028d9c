using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>
/// The digital scheme over B channel uses with a capacity-achieving code (paper section 3.1): at an SNR, each seed uses its most
/// accurate cell among those whose mean measured bits the channel carries; where none fits, the match is random. Fewer bits win a tie.
/// </summary>
internal sealed class DigitalEnvelope
{
    private readonly List<(int Seed, double ChanceTop1, List<Candidate> Candidates)> seeds;

    /// <param name="cells">Digital cells of all seeds.</param>
    /// <param name="bandwidth">B, real channel uses per query.</param>
    /// <param name="collapse">Tells which of them have collapsed.</param>
    public DigitalEnvelope(IEnumerable<CellResult> cells, int bandwidth, CollapseRule collapse) => seeds =
    [
        .. cells.GroupBy(cell => cell.Spec.Seed).OrderBy(seed => seed.Key).Select(seed => (seed.Key, seed.First().ChanceTop1, seed
            .Select(cell => new Candidate(
                Choice(cell.Spec, cell.Bits!.Measured.Mean, bandwidth, collapse.Applies(cell)), ResultTable.Score(cell, cell.Points[^1])))
            .OrderByDescending(candidate => candidate.Score.Top1.Mean)
            .ThenBy(candidate => candidate.Choice.MeasuredBits)
            .ThenBy(candidate => candidate.Choice.LatentDimension)
            .ThenBy(candidate => candidate.Choice.Lambda)
            .ToList())),
    ];

    private static DigitalChoice Choice(CellSpec spec, double measuredBits, int bandwidth, bool isCollapsed) => new(
        spec.Value(Axis.LatentDimension), spec.Value(Axis.Lambda), measuredBits,
        ShannonCapacity.RequiredSnr(measuredBits, bandwidth), isCollapsed);

    /// <summary>All seeds at one SNR.</summary>
    public CurvePoint At(SnrDb snr) => new()
    {
        SnrDb = snr,
        Seeds = [.. seeds.Select(seed => Score(seed.Seed, seed.ChanceTop1, seed.Candidates, snr))],
    };

    /// <summary>The staircase between two finite SNRs.</summary>
    public IEnumerable<CurveStep> Steps(SnrDb from, SnrDb to) => seeds
        .SelectMany(seed => seed.Candidates.Select(candidate => candidate.Choice.RequiredSnrDb))
        .Where(snr => snr > from && snr < to)
        .Append(from)
        .Append(to)
        .Distinct()
        .Order()
        .Select(snr => new CurveStep(snr, At(snr).Top1.Mean));

    private static SeedScore Score(int seed, double chanceTop1, List<Candidate> candidates, SnrDb snr)
    {
        return candidates.Find(candidate => candidate.Choice.RequiredSnrDb <= snr) is { } best
            ? best.Score with { NoiseDraws = 1, Digital = best.Choice }
            : new SeedScore { Seed = seed, Top1 = new Estimate(chanceTop1, 0), MeanAveragePrecision = null, NoiseDraws = 1, IsOutage = true };
    }

    private sealed record Candidate(DigitalChoice Choice, SeedScore Score);
}
