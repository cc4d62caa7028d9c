using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: "graceful degradation with the channel quality", against the "cliff effect" of section 1.</summary>
internal sealed class GracefulDegradation : IPaperClaim
{
    private const int LeastSnrs = 3;

    public string Statement => "JSCC AE degrades gracefully where the digital scheme falls off a cliff";

    public string Section => "1 and 3.2, Fig. 4a and 4b";

    public string Rule =>
        "Steepness: the largest fall of top-1 per dB between neighbouring finite test SNRs. Twice the steepness of one JSCC AE network "
        + "(SNR_train nearest 0 dB) is clearly below that of the digital envelope, which must deliver at some test SNR and be in outage at "
        + "another.";

    /// <summary>One more digital cell can make the envelope's steepest step smaller, or larger.</summary>
    public bool IsProvisional(ClaimVerdict verdict) => true;

    public bool RestsOn(CellSpec cell, FigureSettings settings) =>
        FigureName.Fig4a.Shows(cell, settings) && cell.Scheme is Scheme.Digital or Scheme.JsccAe;

    public Finding Test(PaperCurves curves)
    {
        if (curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.Digital) is not { } digital)
            return Finding.NotEnough("No digital cells.");
        var network = curves.Fig4b.Curves
            .Where(line => !line.TrainSnrDb!.Value.IsNoiseless)
            .MinBy(line => (Math.Abs(line.TrainSnrDb!.Value.Value), line.TrainSnrDb.Value.Value));
        if (network is null) return Finding.NotEnough("No JSCC AE cell was trained at a finite SNR.");
        if (!Wording.Learned(network.Points, curves.ChanceTop1 ?? 0))
            return Finding.NotEnough("The JSCC AE network does not score 10 points above chance.");
        var snrs = network.FinitePoints.Select(point => point.SnrDb).Where(snr => digital.At(snr) is not null).ToList();
        if (snrs.Count < LeastSnrs)
            return Finding.NotEnough($"Finite test SNRs that JSCC AE and digital share: {snrs.Count}; the rule needs {LeastSnrs}.");
        if (digital.At(snrs[0])!.Seeds.All(seed => seed.Digital is not null))
            return Finding.NotEnough($"Digital delivers at every test SNR down to {Wording.Decibels(snrs[0])}: its cliff lies below.");
        if (digital.At(snrs[^1])!.Seeds.Any(seed => seed.Digital is null))
            return Finding.NotEnough($"Digital is in outage at every test SNR up to {Wording.Decibels(snrs[^1])}: its cliff lies above.");

        var cliff = Steepest([.. snrs.Select(snr => digital.At(snr)!)]);
        var slope = Steepest([.. snrs.Select(snr => network.At(snr)!)]);
        if (new Contrast().Add(1, cliff.PerDb).Add(-2, slope.PerDb).Measure() is not { } margin)
            return Finding.NotEnough("JSCC AE and digital share no seed.");
        var verdict = margin.IsClearlyAbove(0) ? ClaimVerdict.Supported
            : margin.IsClearlyBelow(0) ? ClaimVerdict.NotSupported
            : ClaimVerdict.NotEnoughData;
        return new Finding(verdict,
            $"Steepest fall: JSCC AE trained at {Wording.Decibels(network.TrainSnrDb!.Value)} {Text(slope)}; digital {Text(cliff)}. "
            + $"Digital minus twice JSCC AE: {margin.SignedPoints} points per dB.",
            margin.Basis);
    }

    private static (Contrast PerDb, CurvePoint From, CurvePoint To) Steepest(IReadOnlyList<CurvePoint> points) => points
        .Zip(points.Skip(1), (lower, upper) => (
            PerDb: new Contrast().Add(1 / (upper.SnrDb.Value - lower.SnrDb.Value), Contrast.Between(upper, lower)), From: upper, To: lower))
        .MaxBy(fall => Slope(fall.From, fall.To));

    private static double Slope(CurvePoint upper, CurvePoint lower) =>
        (upper.Top1.Mean - lower.Top1.Mean) / (upper.SnrDb.Value - lower.SnrDb.Value);

    private static string Text((Contrast PerDb, CurvePoint From, CurvePoint To) fall) =>
        $"{Wording.Points(Slope(fall.From, fall.To))} points per dB "
        + $"({Wording.Decibels(fall.From.SnrDb)} to {Wording.Decibels(fall.To.SnrDb)})";
}
