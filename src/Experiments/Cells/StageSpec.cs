using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>A shared stage: what to run, on what.</summary>
public sealed record StageSpec
{
    public required StageKind Kind { get; init; }
    [Bounds(0, int.MaxValue)]
    public required int Seed { get; init; }
    public required DataSetReference Data { get; init; }
    public WeightsReference? Weights { get; init; }
    public required Recipe Recipe { get; init; }

    /// <summary>As <see cref="CellSpec.Algorithm"/>; null for <see cref="CellSpec.FirstAlgorithm"/>.</summary>
    public int? Algorithm { get; init; }

    /// <summary>The stages whose output this one reads.</summary>
    [JsonIgnore]
    public IReadOnlyList<StageSpec> RequiredStages => Kind == StageKind.Features ? [this with { Kind = StageKind.Baseline }] : [];

    /// <summary>Hash of what determines the output; names and unrelated parts of the recipe do not.</summary>
    [JsonIgnore]
    public StageKey Key => StageKey.Parse(ExperimentJson.Hash(new
    {
        Algorithm = Algorithm ?? CellSpec.FirstAlgorithm,
        Kind,
        Seed,
        Data = Data with { Name = "" },
        Weights = Weights?.Sha256,
        Recipe.Input,
        Recipe.Augmentation,
        Recipe.Backbone,
        Recipe.Baseline,
        Precision = Recipe.PrecisionOfIdentity,
    }));
}
