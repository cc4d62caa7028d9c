using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>JSCC AE (paper section 2.3 and Fig. 3): autoencoder pretraining, then joint training.</summary>
public sealed record AutoencoderRecipe
{
    /// <summary>Fully-connected layers of the encoder, the first of which maps D to B; the decoder mirrors them.</summary>
    [Bounds(1, 100)]
    public required int Layers { get; init; }
    /// <summary>Negative slope of LeakyReLU.</summary>
    [Bounds(0, 1, BelowMost = true)]
    public required double LeakySlope { get; init; }
    /// <summary>Step 2: L1 loss on the training features, with channel noise at SNR_train.</summary>
    public required ScheduleRecipe Pretraining { get; init; }
    /// <summary>Step 3: cross-entropy.</summary>
    public required ScheduleRecipe Joint { get; init; }
    /// <summary>
    /// Whether step 3 trains the backbone too, as the paper does, or only the autoencoder and the classifier on stored features.
    /// </summary>
    public required bool TrainBackbone { get; init; }
    public required GallerySide Gallery { get; init; }
}
