using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Runtime;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>What a scheme or stage is made from. Data are loaded when first asked for; who made this object disposes them.</summary>
public sealed record Materials
{
    public required Recipe Recipe { get; init; }
    public required RandomStreams Streams { get; init; }
    public required Device Device { get; init; }

    /// <summary>Images of the data set.</summary>
    public required ReIdImages Images { get; init; }

    /// <summary>The baseline's features of the data set.</summary>
    public required Lazy<ReIdFeatures> Features { get; init; }

    /// <summary>What the backbone's frozen stages make of the training images.</summary>
    public FrozenMaps FrozenMaps { get; init; } = new();

    /// <summary>Cancelled when what is computed before training is to stop.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Output of the baseline stage.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>Initial backbone weights; null for a random initialisation.</summary>
    public string? WeightsFile { get; init; }
}
