using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Recipes;

/// <summary>The digital scheme (paper section 2.2): encoder, classifier and density model trained on the loss of Eq. (1).</summary>
public sealed record DigitalRecipe
{
    /// <summary>
    /// Whether the backbone trained too in cells of the first algorithm. In later ones their coordinate <see cref="Axis.BackboneWeights"/>
    /// says so.
    /// </summary>
    public bool TrainBackbone { get; init; }
    /// <summary>Schedule of all that trains; its weight decay applies to the encoder alone.</summary>
    public required ScheduleRecipe Schedule { get; init; }
    /// <summary>Learning rate of the density model as a multiple of the schedule's.</summary>
    [Bounds(0, 1000, AboveLeast = true)]
    public required double DensityLearningRateFactor { get; init; }
    /// <summary>Hidden widths of the factorized prior (Ballé et al. 2018, appendix 6.1).</summary>
    [Count(1, 20)]
    [Bounds(1, 1024)]
    public required EquatableList<int> DensityFilters { get; init; }
    /// <summary>Initial scale of the factorized prior: about the range of latents it covers at first.</summary>
    [Bounds(0, 1_000_000, AboveLeast = true)]
    public required double DensityInitialScale { get; init; }
    public required LatentRounding Rounding { get; init; }
}
