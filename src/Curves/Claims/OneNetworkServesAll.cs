using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: networks trained at "0 dB or -3 dB give satisfactory results tested for a wide range of SNR values".</summary>
internal sealed class OneNetworkServesAll : IPaperClaim
{
    private const double WideRangeDb = 10;
    private const int LeastNetworks = 3;
    private const int LeastSnrs = 3;
    private static readonly SnrDb[] Moderate = [new(0), new(-3)];

    public string Statement => "A network trained at 0 or −3 dB serves the whole range of SNRs";

    public string Section => "3.2, Fig. 4b";

    public string Rule =>
        "Loss: the best network's top-1 at a test SNR minus this network's, averaged over three or more finite test SNRs that span 10 dB, "
        + "with three or more networks to choose from. Clearly less than 5 % of the baseline's lead over chance for each network "
        + "of the two that the grid has. Clearly more for one (after Holm's correction for two) refutes it. The best network at an SNR is "
        + $"{Wording.ChosenOnTest}.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        cell.Scheme != Scheme.JsccAeAdaptive && curves[PaperFigures.Networks].Definition.Has(cell);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var lines = curves.Networks;
        var moderate = lines.Where(line => Moderate.Contains(line.TrainSnrDb!.Value)).ToList();
        if (moderate.Count == 0) return Finding.NotEnough("No JSCC AE cell was trained at 0 or −3 dB.");
        if (lines.Count < LeastNetworks)
            return Finding.NotEnough($"Networks to choose from: {lines.Count}; the rule needs {LeastNetworks}.");
        var snrs = moderate[0].FinitePoints.Select(point => point.SnrDb).Where(snr => lines.All(line => line.At(snr) is not null)).ToList();
        if (snrs.Count < LeastSnrs || snrs[^1].Value - snrs[0].Value < WideRangeDb)
        {
            return Finding.NotEnough(
                $"Finite SNRs at which all networks were tested: {snrs.Count}; the rule needs {LeastSnrs} that span {WideRangeDb} dB.");
        }
        if (!lead.IsLearned(lines.SelectMany(line => line.Points)))
            return Finding.NotEnough("No network scores a tenth of the baseline’s lead above chance.");

        var excesses = new List<Measurement>();
        var evidence = new List<string>();
        foreach (var line in moderate)
        {
            var losses = snrs.ConvertAll(snr => (snr, Contrast.Between(Best(lines, snr), line.At(snr)!)));
            if (ServiceLoss.Of(losses, "points lost on average", "test SNRs", lead, identities) is not { } loss)
                return Finding.NotEnough("The networks and the baseline share no seed.");
            excesses.Add(loss.Excess);
            evidence.Add($"Trained at {Wording.Decibels(line.TrainSnrDb!.Value)}: {loss.Evidence}");
        }
        return Finding.Of(
            Decision.Of(excesses.ConvertAll(excess => excess.ChanceOfBelow(0)), excesses.ConvertAll(excess => excess.ChanceOfAbove(0))),
            $"{string.Join(' ', evidence)} The best of {lines.Count} networks at each SNR is {Wording.ChosenOnTest}.", excesses);
    }

    private static CurvePoint Best(IEnumerable<Curve> lines, SnrDb snr) =>
        lines.Select(line => line.At(snr)!).MaxBy(point => point.Top1.Mean)!;
}
