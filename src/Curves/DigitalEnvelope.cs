using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>
/// The digital scheme over B channel uses with a capacity-achieving code (paper section 3.1): at an SNR, each seed uses its most
/// accurate cell among those whose mean bits the channel carries; where none fits, the match is random. A channel that carries
/// them for a share of the queries mixes the accuracy with that of a random match. Fewer bits win a tie.
/// </summary>
internal sealed class DigitalEnvelope
{
    /// <summary>How exactly the place of a step is found, in decibels.</summary>
    private const double StepAccuracyDb = 1e-10;

    private readonly Func<double, SnrDb, double> delivery;
    private readonly bool isStaircase;
    private readonly List<(int Seed, double ChanceTop1, List<Candidate> Candidates)> seeds;

    /// <param name="cells">Digital cells of all seeds, of one part of their scheme.</param>
    /// <param name="bandwidth">B, real channel uses per query.</param>
    /// <param name="channel">What the code is sent over.</param>
    /// <param name="error">The share of messages that a code of finite length loses; null for one that achieves capacity.</param>
    /// <param name="bits">Which bits are sent.</param>
    /// <param name="collapse">Tells which of them have collapsed.</param>
    public DigitalEnvelope(
        IEnumerable<CellResult> cells, int bandwidth, Channel channel, double? error, BitsOf bits, CollapseRule collapse)
    {
        delivery = error is { } lost
            ? (bits, snr) => channel.Delivery(bits, bandwidth, snr, lost) ?? 0
            : (bits, snr) => channel.Delivery(bits, bandwidth, snr);
        isStaircase = channel.IsAllOrNothing;
        List<CellResult> all = [.. cells];
        seeds =
        [
            .. all.GroupBy(cell => cell.Spec.Seed).OrderBy(seed => seed.Key).Select(seed => (seed.Key, seed.First().ChanceTop1, seed
                .Select(cell => new Candidate(
                    Choice(cell.Spec, Sent(cell).Mean, bandwidth, collapse.Applies(cell)),
                    ResultSeeds.Score(cell, cell.Points[^1]) with { Bits = Sent(cell) }))
                .OrderByDescending(candidate => candidate.Score.Top1.Mean)
                .ThenBy(candidate => candidate.Choice.Bits)
                .ThenBy(candidate => candidate.Choice.LatentDimension)
                .ThenBy(candidate => candidate.Choice.Lambda)
                .ToList())),
        ];
        var bandwidthOfBits = Axis.Bandwidth.At(bandwidth);
        Over = channel == Channel.Awgn ? [bandwidthOfBits] : [bandwidthOfBits, Axis.Channel.At(channel.Name)];
        if (all[0].Spec.Scheme.PartAxis is { } axis && all[0].Spec.Scheme.PartOf(all[0].Spec) is { } part && part != axis.DefaultValue)
            Over = Over.With(new Coordinate(axis.Key, part));

        Estimate Sent(CellResult cell) => bits == BitsOf.Ideal ? cell.Bits!.Ideal : cell.Bits!.Measured;
    }

    /// <summary>What the bits are sent over, and what sets its cells apart from those of other envelopes.</summary>
    public Coordinates Over { get; }

    private static DigitalChoice Choice(CellSpec spec, double bits, int bandwidth, bool isCollapsed) => new(
        spec.Value(Axis.LatentDimension), spec.Value(Axis.Lambda), bits, ShannonCapacity.RequiredSnr(bits, bandwidth), isCollapsed);

    /// <summary>All seeds at one SNR.</summary>
    public CurvePoint At(SnrDb snr)
    {
        EquatableList<SeedScore> scores = [.. seeds.Select(seed => Score(seed.Seed, seed.ChanceTop1, seed.Candidates, snr))];
        var choices = scores.Select(score => score.Digital).Distinct(SameCell).ToList();
        return new CurvePoint
        {
            SnrDb = snr,
            Seeds = scores,
            Coordinates = choices is [{ } agreed]
                ? Over.With(Axis.LatentDimension.At(agreed.LatentDimension)).With(Axis.Lambda.At(agreed.Lambda))
                : Over,
        };
    }

    /// <summary>The staircase between two finite SNRs; no step where the channel carries a share.</summary>
    public IEnumerable<CurveStep> Steps(SnrDb from, SnrDb to) => !isStaircase ? [] : seeds
        .SelectMany(seed => seed.Candidates.Select(candidate => FirstDelivery(candidate, from, to)))
        .OfType<SnrDb>()
        .Append(from)
        .Append(to)
        .Distinct()
        .Order()
        .Select(snr => new CurveStep(snr, At(snr).Top1.Mean));

    /// <summary>From which SNR on a cell is delivered; null where that is not between the two.</summary>
    private SnrDb? FirstDelivery(Candidate candidate, SnrDb from, SnrDb to)
    {
        bool IsDelivered(double decibels) => delivery(candidate.Choice.Bits, new SnrDb(decibels)) > 0;
        if (IsDelivered(from.Value) || !IsDelivered(to.Value)) return null;
        var (below, above) = (from.Value, to.Value);
        while (above - below > StepAccuracyDb)
        {
            var middle = (below + above) / 2;
            (below, above) = IsDelivered(middle) ? (below, middle) : (middle, above);
        }
        return new SnrDb(above);
    }

    private SeedScore Score(int seed, double chanceTop1, List<Candidate> candidates, SnrDb snr)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Delivery: delivery(candidate.Choice.Bits, snr)))
            .Where(candidate => candidate.Delivery > 0)
            .OrderByDescending(candidate => Mixed(candidate.Candidate.Score.Top1.Mean, candidate.Delivery, chanceTop1))
            .FirstOrDefault();
        if (best.Candidate is null)
            return new SeedScore
            {
                Seed = seed,
                Top1 = new Estimate(chanceTop1, 0),
                MeanAveragePrecision = null,
                NoiseDraws = 1,
                IsOutage = true
            };
        var delivered = best.Candidate.Score with { NoiseDraws = 1, Digital = best.Candidate.Choice };
        return best.Delivery == 1 ? delivered : delivered with
        {
            Top1 = new Estimate(Mixed(delivered.Top1.Mean, best.Delivery, chanceTop1), best.Delivery * delivered.Top1.StandardError),
            MeanAveragePrecision = null,
            Hits = delivered.Hits is { } hits ? hits with { Delivery = best.Delivery, ChanceTop1 = chanceTop1 } : null,
        };
    }

    private static double Mixed(double top1, double delivery, double chanceTop1) => (delivery * top1) + ((1 - delivery) * chanceTop1);

    private static readonly IEqualityComparer<DigitalChoice?> SameCell = EqualityComparer<DigitalChoice?>.Create(
        (left, right) => (left?.LatentDimension, left?.Lambda) == (right?.LatentDimension, right?.Lambda),
        choice => HashCode.Combine(choice?.LatentDimension, choice?.Lambda));

    private sealed record Candidate(DigitalChoice Choice, SeedScore Score);
}
