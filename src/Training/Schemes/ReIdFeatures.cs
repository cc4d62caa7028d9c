using JsccGrid.Experiments.Files;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Tensors;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// The baseline's features of a data set (paper section 2.3, step 2), as the features stage writes them:
/// <code>
/// train.features [N, D] float32, train.labels [N] int64
/// query.features [Q, D], query.persons [Q] int64, query.cameras [Q] int64; gallery likewise
/// </code>
/// </summary>
public sealed class ReIdFeatures : IDisposable
{
    public const string FileName = "features.safetensors";

    private ReIdFeatures(SafetensorsContent file, Device device)
    {
        Train = file.Tensors["train.features"].to(device).DetachFromDisposeScope();
        TrainLabels = file.Tensors["train.labels"].to(device).DetachFromDisposeScope();
        Classes = (int)TrainLabels.max().item<long>() + 1;
        Query = Part(file, "query", device);
        Gallery = Part(file, "gallery", device);
    }

    /// <summary>[N, D] on the training device.</summary>
    public Tensor Train { get; }

    /// <summary>int64 [N] on the training device: class of each training sample, 0 to <see cref="Classes"/> - 1.</summary>
    public Tensor TrainLabels { get; }

    /// <summary>Number of training identities.</summary>
    public int Classes { get; }

    public LabelledFeatures Query { get; }

    public LabelledFeatures Gallery { get; }

    public static void Write(string path, Tensor train, Tensor trainLabels, LabelledFeatures query, LabelledFeatures gallery) =>
        SafetensorsFile.Write(path, new Dictionary<string, Tensor>
        {
            ["train.features"] = train,
            ["train.labels"] = trainLabels,
            ["query.features"] = query.Features,
            ["query.persons"] = tensor(query.Identities.ToArray(), ScalarType.Int64),
            ["query.cameras"] = tensor(query.Cameras.ToArray(), ScalarType.Int64),
            ["gallery.features"] = gallery.Features,
            ["gallery.persons"] = tensor(gallery.Identities.ToArray(), ScalarType.Int64),
            ["gallery.cameras"] = tensor(gallery.Cameras.ToArray(), ScalarType.Int64),
        });

    /// <exception cref="SafetensorsException">The file is not valid, or holds something else.</exception>
    public static ReIdFeatures Read(string path, Device device)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Read(path);
        try
        {
            return new ReIdFeatures(file, device);
        }
        catch (KeyNotFoundException exception)
        {
            throw new SafetensorsException(path, "not the features of a data set: train, query or gallery is missing", exception);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { Train, TrainLabels, Query.Features, Gallery.Features }) tensor.Dispose();
    }

    private static LabelledFeatures Part(SafetensorsContent file, string name, Device device) => new(
        file.Tensors[$"{name}.features"].to(device).DetachFromDisposeScope(),
        [.. file.Tensors[$"{name}.persons"].data<long>().Select(value => (int)value)],
        [.. file.Tensors[$"{name}.cameras"].data<long>().Select(value => (int)value)]);
}
