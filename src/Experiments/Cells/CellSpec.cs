using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// One model to train and evaluate. Coordinates a scheme does not have are null: a digital cell has no bandwidth, because its
/// bits are the same whatever channel carries them.
/// </summary>
public sealed record CellSpec
{
    /// <summary>Part of every id and key: raised when training or evaluation comes to mean something else.</summary>
    public const int AlgorithmVersion = 1;

    public const int MaxBandwidth = 65_536;
    public const int MaxLatentDimension = 65_536;
    public const double MaxLambda = 1e9;

    public required Scheme Scheme { get; init; }

    /// <summary>B, real channel uses per query; joint schemes only.</summary>
    [Bounds(1, MaxBandwidth, Unit = "channel uses")]
    public int? Bandwidth { get; init; }

    /// <summary>SNR of the channel in training; joint schemes only.</summary>
    [Bounds(SnrDb.Least, SnrDb.Most, OrInfinity = true, Unit = "dB")]
    public SnrDb? TrainSnrDb { get; init; }

    /// <summary>Elements of the quantised latent vector; digital scheme only.</summary>
    [Bounds(1, MaxLatentDimension)]
    public int? LatentDimension { get; init; }

    /// <summary>Weight of the cross-entropy against the bits in Eq. (1); digital scheme only.</summary>
    [Bounds(0, MaxLambda, AboveLeast = true)]
    public double? Lambda { get; init; }

    [Bounds(0, int.MaxValue)]
    public required int Seed { get; init; }
    public required DataSetReference Data { get; init; }

    /// <summary>Initial backbone weights; null for a random initialisation.</summary>
    public WeightsReference? Weights { get; init; }

    public required Recipe Recipe { get; init; }

    /// <summary>The shared stages this cell reads, in the order they must run; their own requirements come first.</summary>
    [JsonIgnore]
    public IReadOnlyList<StageSpec> RequiredStages
    {
        get
        {
            if (Description.Requires(Recipe) is not { } kind) return [];
            var stage = new StageSpec { Kind = kind, Seed = Seed, Data = Data, Weights = Weights, Recipe = Recipe };
            return [.. stage.RequiredStages, stage];
        }
    }

    /// <summary>Hash of what determines the result; names and unrelated parts of the recipe do not.</summary>
    [JsonIgnore]
    public CellId Id
    {
        get
        {
            var identity = new Dictionary<string, object?>
            {
                ["algorithm"] = AlgorithmVersion,
                ["scheme"] = Scheme,
                ["seed"] = Seed,
                ["data"] = Data with { Name = "" },
                ["weights"] = Weights?.Sha256,
                ["input"] = Recipe.Input,
                ["augmentation"] = Recipe.Augmentation,
                ["backbone"] = Recipe.Backbone,
                ["baseline"] = Description.Requires(Recipe) is null ? null : Recipe.Baseline,
                ["evaluation"] = Recipe.Evaluation,
                ["precision"] = Recipe.PrecisionOfIdentity,
            };
            foreach (var axis in Axis.All) identity.Add(axis.Key, axis.Of(this));
            if (Description.OwnSection(Recipe) is { } own) identity.Add(own.Key, own.Section);
            return CellId.Parse(ExperimentJson.Hash(identity));
        }
    }

    /// <summary>For people: <c>jscc-ae B=512 SNR=-3 seed=0</c>.</summary>
    [JsonIgnore]
    public string Label => string.Join(' ', [
        Scheme.Name(), .. Axis.All.Select(axis => axis.LabelOf(this)).OfType<string>(), FormattableString.Invariant($"seed={Seed}")]);

    private SchemeDescription Description => SchemeCatalog.Of(Scheme);
}
