using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: "graceful degradation with the channel quality", against the "cliff effect" of section 1.</summary>
internal sealed class GracefulDegradation : IPaperClaim
{
    private const int LeastSnrs = 3;

    public string Statement => "JSCC AE degrades gracefully where the digital scheme falls off a cliff";

    public string Section => "1 and 3.2, Fig. 4a and 4b";

    public string Rule =>
        "Steepness: the largest fall of top-1 per dB between neighbouring finite test SNRs. Twice the steepness of one JSCC AE network "
        + "(SNR_train nearest 0 dB) is clearly below that of the digital envelope, which must deliver at the highest test SNR and "
        + "not at the lowest: there it is in outage, or its operating point has collapsed. Where the grid has digital cells with the "
        + $"backbone frozen and with it trained, the envelope is that of the frozen. Its operating points are {Wording.ChosenOnTest}.";

    /// <summary>One more digital cell can make the envelope's steepest step smaller, or larger.</summary>
    public bool IsProvisional(ClaimVerdict verdict) => true;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        curves[PaperFigures.Methods].Definition.Has(cell) && (cell.Scheme == Scheme.Digital || cell.Scheme == Scheme.JsccAe);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        if (curves.LineOf(Scheme.Digital, PaperFigures.Methods) is not { } digital)
            return Finding.NotEnough("No digital cells.");
        if (!curves.Settings.OverChannel.IsAllOrNothing)
            return Finding.NotEnough(
                $"Over {curves.Settings.OverChannel.Title} a share of messages arrives at every SNR: digital has no cliff.");
        var network = curves.Networks
            .Where(line => !line.TrainSnrDb!.Value.IsNoiseless)
            .MinBy(line => (Math.Abs(line.TrainSnrDb!.Value.Value), line.TrainSnrDb.Value.Value));
        if (network is null) return Finding.NotEnough("No JSCC AE cell was trained at a finite SNR.");
        if (!lead.IsLearned(network.Points))
            return Finding.NotEnough("The JSCC AE network does not score a tenth of the baseline’s lead above chance.");
        var snrs = network.FinitePoints.Select(point => point.SnrDb).Where(snr => digital.At(snr) is not null).ToList();
        if (snrs.Count < LeastSnrs)
            return Finding.NotEnough($"Finite test SNRs that JSCC AE and digital share: {snrs.Count}; the rule needs {LeastSnrs}.");
        if (digital.At(snrs[0])!.Seeds.All(seed => seed.Delivers))
            return Finding.NotEnough($"Digital delivers at every test SNR down to {Wording.Decibels(snrs[0])}: its cliff lies below.");
        if (!digital.At(snrs[^1])!.Seeds.All(seed => seed.Delivers))
        {
            return Finding.NotEnough(
                $"Digital does not deliver at any test SNR up to {Wording.Decibels(snrs[^1])}: its cliff lies above, if anywhere.");
        }

        var cliff = Steepest([.. snrs.Select(snr => digital.At(snr)!)]);
        var slope = Steepest([.. snrs.Select(snr => network.At(snr)!)]);
        if (new Contrast().Add(1, cliff.PerDb).Add(-2, slope.PerDb).Measure(identities) is not { } margin)
            return Finding.NotEnough("JSCC AE and digital share no seed.");
        return Finding.Of(Decision.Of([margin.ChanceOfAbove(0)], [margin.ChanceOfBelow(0)]),
            $"Steepest fall: JSCC AE trained at {Wording.Decibels(network.TrainSnrDb!.Value)} {Text(slope)}; "
            + $"{Wording.Envelope(digital)} {Text(cliff)}. "
            + $"Digital minus twice JSCC AE: {margin.SignedPoints} points per dB."
            + (digital.Note is { } note ? $" {note}." : ""),
            [margin]);
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
