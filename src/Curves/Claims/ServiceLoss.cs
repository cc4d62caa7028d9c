using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>What is lost where one network serves SNRs at which others do better.</summary>
/// <param name="Excess">By how much the mean loss exceeds <see cref="Tolerance.Service"/> of the lead.</param>
/// <param name="Evidence">The mean loss, its share of the lead, and the largest.</param>
internal sealed record ServiceLoss(Measurement Excess, string Evidence)
{
    /// <summary>Null when networks and baseline share no seed.</summary>
    /// <param name="losses">By SNR, ascending.</param>
    /// <param name="title">What the evidence calls the mean loss: <c>points lost on average</c>.</param>
    /// <param name="snrs">What it calls the SNRs: <c>test SNRs</c>.</param>
    /// <param name="lead">The baseline's lead over chance.</param>
    /// <param name="identities">For the uncertainty.</param>
    public static ServiceLoss? Of(
        List<(SnrDb Snr, Contrast Loss)> losses, string title, string snrs, Lead lead, IdentityBootstrap identities)
    {
        var mean = Contrast.Mean(losses.ConvertAll(loss => loss.Loss));
        if (mean.Measure(identities) is not { } lost || lead.Excess(mean, Tolerance.Service).Measure(identities) is not { } excess)
            return null;
        var most = losses
            .Select(loss => (loss.Snr, Loss: loss.Loss.Measure(identities)))
            .Where(loss => loss.Loss is not null)
            .MaxBy(loss => loss.Loss!.Value);
        return new ServiceLoss(
            excess,
            $"{lost.SignedPoints} {title} over {losses.Count} {snrs} ({Wording.Range(losses.ConvertAll(loss => loss.Snr))}), "
            + $"{lead.Share(lost.Value)}; most {most.Loss!.SignedPoints} at {Wording.Decibels(most.Snr)}.");
    }
}
