using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Schemes;
using static TorchSharp.torch;

namespace JsccGrid.Training.Running;

/// <summary>
/// Keeps the decoded data set, what frozen stages make of it and the features that plans used last, since the next plan mostly wants
/// the same.
/// </summary>
internal sealed class TensorCache : IDisposable
{
    private readonly HashSet<(string Folder, string Fingerprint)> verified = [];
    private (object Key, ReIdImages Value)? images;
    private (object Key, ReIdFeatures Value)? features;
    private (object Key, FrozenMaps Value)? maps;

    /// <summary>The images of a data set, decoded when first asked for.</summary>
    /// <param name="reference">Which data set; its folder is checked against the fingerprint once.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="input">Size of the decoded images.</param>
    /// <param name="device">Where to keep them; a data set too big for a GPU stays in main memory.</param>
    /// <param name="threads">For decoding.</param>
    /// <param name="cancellation">Stops decoding.</param>
    public ReIdImages Images(
        DataSetReference reference, string folder, InputRecipe input, Device device, int threads, CancellationToken cancellation)
    {
        var key = (folder, reference.Fingerprint, reference.ValidationFraction, input.Height, input.Width, device.ToString());
        var dataSet = new Lazy<ReIdDataSet>(() => Open(reference, folder));
        Lazy<ImageSet> Part(Func<ReIdDataSet, IReadOnlyList<ReIdImage>> part) => new(
            () => Place(ImageSet.Load(part(dataSet.Value), input, threads, cancellation), device), LazyThreadSafetyMode.PublicationOnly);
        return Kept(ref images, key, () => new ReIdImages(Part(set => set.Train), Part(set => set.Query), Part(set => set.Gallery)));
    }

    /// <summary>The features that a finished stage wrote into a folder.</summary>
    public ReIdFeatures Features(StageKey stage, string folder, Device device) => Kept(
        ref features, (stage, device.ToString()), () => ReIdFeatures.Read(Path.Combine(folder, ReIdFeatures.FileName), device));

    /// <summary>What the frozen stages of the work's backbone make of the training images, computed when first asked for.</summary>
    public FrozenMaps FrozenMaps(WorkSpec work, int seed, Device device)
    {
        var recipe = work.Recipe;
        // Frozen stages have the same weights in every cell: the file's, or those that the seed draws.
        var initial = work.Weights?.Sha256 ?? $"{seed}";
        var key = (work.Data, initial, recipe.Input, recipe.Backbone, recipe.Augmentation, recipe.Precision,
            recipe.Evaluation.BatchSize, device.ToString());
        return Kept(ref maps, key, () => new FrozenMaps());
    }

    public void Dispose()
    {
        images?.Value.Dispose();
        features?.Value.Dispose();
        maps?.Value.Dispose();
    }

    /// <summary>What is kept under a key; else what is made now, in the place of what was kept under another.</summary>
    private static T Kept<T>(ref (object Key, T Value)? kept, object key, Func<T> make) where T : IDisposable
    {
        if (kept is { } former && former.Key.Equals(key)) return former.Value;
        var made = make();
        kept?.Value.Dispose();
        kept = (key, made);
        return made;
    }

    private ReIdDataSet Open(DataSetReference reference, string folder)
    {
        var dataSet = ReIdDataSet.Open(folder);
        if (!verified.Contains((folder, reference.Fingerprint)))
        {
            if (!DataSetFingerprint.Matches(folder, reference.Fingerprint))
                throw new DataSetException($"Data set {folder} is not the one the plan was made for",
                    [$"its images have fingerprint {DataSetFingerprint.Compute(folder)}; the plan wants {reference.Fingerprint} "
                        + $"({reference.Name})"]);
            verified.Add((folder, reference.Fingerprint));
        }
        return reference.ValidationFraction is { } fraction ? dataSet.WithValidationSplit(fraction) : dataSet;
    }

    private static ImageSet Place(ImageSet set, Device device)
    {
        try
        {
            return set.MoveTo(device);
        }
        catch (Exception exception) when (FailureDiagnosis.IsOutOfMemory(exception))
        {
            return set.MoveTo(CPU);
        }
    }
}
