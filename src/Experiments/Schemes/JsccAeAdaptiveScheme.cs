using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>
/// One JSCC AE network for all SNRs: attention modules that know the SNR, trained at SNRs drawn from a range (Xu et al., Wireless Image
/// Transmission Using Deep Source Channel Coding With Attention Modules, IEEE TCSVT 2022).
/// </summary>
internal sealed class JsccAeAdaptiveScheme : Scheme
{
    public override string Name => "jscc-ae-adaptive";

    public override string Title => "JSCC AE, adaptive";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.Bandwidth, Axis.Channel];

    public override string? WhyNot(string key) => key == Axis.TrainSnrDb.Key
        ? "It is trained at SNRs drawn from the range of the recipe's 'adaptive.leastSnrDb' and 'adaptive.mostSnrDb'."
        : null;

    public override bool CrossesChannel => true;

    public override IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) =>
        [("autoencoder", recipe.Autoencoder), ("adaptive", recipe.AdaptiveOrDefault)];

    public override string NoteOf(CellSpec cell) =>
        $"{Title}, was trained at SNRs from {Axis.DecibelsOf(cell.Recipe.AdaptiveOrDefault.LeastSnrDb)} to "
        + Axis.DecibelsOf(cell.Recipe.AdaptiveOrDefault.MostSnrDb);

    /// <summary>Those of JSCC AE, and of the attention behind all layers of encoder and decoder but the last.</summary>
    public override double? Flops(CellSpec cell, WorkCost cost)
    {
        var bandwidth = (double)cell.Value(Axis.Bandwidth);
        var attention = 2 * 2 * (cell.Recipe.Autoencoder.Layers - 1) * ((2 * bandwidth) + 1) * cell.Recipe.AdaptiveOrDefault.AttentionUnits;
        return JsccAe.Flops(cell, cost)
            + cost.Training(cell.Recipe.Autoencoder.Pretraining, attention)
            + cost.Training(cell.Recipe.Autoencoder.Joint, attention);
    }
}
