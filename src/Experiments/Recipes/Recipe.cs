using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Recipes;

/// <summary>
/// Every hyper-parameter of training and evaluation. Recipes are data: the bundled ones are YAML files beside this one, where
/// <c>paper.yaml</c> holds the paper's numbers with their sections and the others change what they must.
/// </summary>
public sealed record Recipe
{
    [Count(1, 100, Of = "characters")]
    public required string Name { get; init; }
    public required InputRecipe Input { get; init; }
    public required AugmentationRecipe Augmentation { get; init; }
    public required BackboneRecipe Backbone { get; init; }
    /// <summary>Pretraining of the re-ID baseline (paper section 2.3, step 1).</summary>
    public required ScheduleRecipe Baseline { get; init; }
    public required AutoencoderRecipe Autoencoder { get; init; }
    public required FullyConnectedRecipe FullyConnected { get; init; }
    public required DigitalRecipe Digital { get; init; }
    /// <summary>
    /// What the network for all SNRs has beside <see cref="Autoencoder"/>; null, as in every recipe of the time before it, for the default.
    /// </summary>
    public AdaptiveRecipe? Adaptive { get; init; }
    public required EvaluationRecipe Evaluation { get; init; }
    /// <summary>Null, which means single, is what every recipe said before there was a choice.</summary>
    public Precision? Precision { get; init; }
    /// <summary>Null for what the worker does by itself. No part of any cell's or stage's identity: no result depends on it.</summary>
    public CheckpointRecipe? Checkpoint { get; init; }

    /// <summary>
    /// Whether frozen stages see every training image in two forms only, as it is and flipped, so that what they make of it can be kept.
    /// </summary>
    [JsonIgnore]
    public bool HasFixedMaps => Backbone.FrozenStages is not null && Augmentation.Forms is not null;

    [JsonIgnore]
    public AdaptiveRecipe AdaptiveOrDefault => Adaptive ?? new AdaptiveRecipe();

    /// <summary>What ids hash of <see cref="Precision"/>: nothing of single, so that ids are those of the time before it.</summary>
    [JsonIgnore]
    internal Precision? PrecisionOfIdentity => Precision is Recipes.Precision.Single ? null : Precision;
}

/// <summary>How JSCC AE becomes one network for all SNRs (Xu et al., IEEE TCSVT 2022).</summary>
public sealed record AdaptiveRecipe
{
    /// <summary>The lowest SNR in training, in dB.</summary>
    [Bounds(SnrDb.Least, SnrDb.Most, Unit = "dB")]
    public double LeastSnrDb { get; init; } = -10;
    /// <summary>The highest, in dB; not below the lowest.</summary>
    [Bounds(SnrDb.Least, SnrDb.Most, Unit = "dB")]
    public double MostSnrDb { get; init; } = 20;
    /// <summary>Hidden units of an attention module.</summary>
    [Bounds(1, 65_536)]
    public int AttentionUnits { get; init; } = 16;
}
