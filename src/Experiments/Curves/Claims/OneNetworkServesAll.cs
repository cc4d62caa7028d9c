using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: networks trained at "0 dB or -3 dB give satisfactory results tested for a wide range of SNR values".</summary>
internal sealed class OneNetworkServesAll : IPaperClaim
{
    private const double LossTolerance = 0.03;
    private const double WideRangeDb = 10;
    private const int LeastNetworks = 3;
    private const int LeastSnrs = 3;
    private static readonly SnrDb[] Moderate = [new(0), new(-3)];

    public string Statement => "A network trained at 0 or −3 dB serves the whole range of SNRs";

    public string Section => "3.2, Fig. 4b";

    public string Rule =>
        "Loss: the best network's top-1 at a test SNR minus this network's, averaged over three or more finite test SNRs that span 10 dB, "
        + "with three or more networks to choose from. Clearly less than 3 points for each network of the two that the grid has.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) => cell.Scheme == Scheme.JsccAe && cell.Bandwidth == settings.Bandwidth;

    public Finding Test(PaperCurves curves)
    {
        var lines = curves.Fig4b.Curves;
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
        if (!Wording.Learned(lines.SelectMany(line => line.Points), curves.ChanceTop1 ?? 0))
            return Finding.NotEnough("No network scores 10 points above chance.");

        var means = new List<Measurement>();
        var evidence = new List<string>();
        foreach (var line in moderate)
        {
            var losses = snrs.ConvertAll(snr => (Snr: snr, Contrast: Contrast.Between(Best(lines, snr), line.At(snr)!)));
            if (Contrast.Mean(losses.ConvertAll(loss => loss.Contrast)).Measure() is not { } mean)
                return Finding.NotEnough("The networks share no seed.");
            var worst = losses
                .Select(loss => (loss.Snr, Loss: loss.Contrast.Measure()))
                .Where(loss => loss.Loss is not null)
                .MaxBy(loss => loss.Loss!.Value.Value.Mean);
            means.Add(mean);
            evidence.Add($"Trained at {Wording.Decibels(line.TrainSnrDb!.Value)}: {mean.SignedPoints} points lost on average over {snrs.Count} test SNRs "
                + $"({Wording.Range(snrs)}), most {worst.Loss!.Value.SignedPoints} at {Wording.Decibels(worst.Snr)}.");
        }
        var verdicts = means.ConvertAll(mean => Tolerance.Judge(mean, LossTolerance));
        var verdict = verdicts.Contains(ClaimVerdict.NotSupported) ? ClaimVerdict.NotSupported
            : verdicts.Contains(ClaimVerdict.NotEnoughData) ? ClaimVerdict.NotEnoughData
            : ClaimVerdict.Supported;
        return new Finding(verdict, string.Join(' ', evidence), means.MaxBy(mean => mean.Source).Basis);
    }

    private static CurvePoint Best(IEnumerable<Curve> lines, SnrDb snr) => lines.Select(line => line.At(snr)!).MaxBy(point => point.Top1.Mean)!;
}
