using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// Reads initial weights with torchvision's names into a backbone, and says in one sentence what is wrong with a file. Names may stand
/// behind a common prefix (<c>module.</c>, <c>backbone.</c>), which training in parallel or a larger model leaves; what is beside it,
/// such as the larger model's classifier, is passed over.
/// </summary>
internal static class InitialWeights
{
    private const string Classifier = "fc.";
    private const string Stem = "conv1.weight";
    private const string BatchCounter = ".num_batches_tracked";

    /// <exception cref="SafetensorsException">The file is not valid, or values in it are not finite.</exception>
    /// <exception cref="StateMismatchException">It holds another network.</exception>
    public static void Load(string path, ResNet network, BackboneRecipe recipe)
    {
        using var content = SafetensorsFile.Read(path);
        var targets = ModuleState.Export(network);
        var given = WithoutPrefix(path, content.Tensors, targets);
        // Absent in torchvision's first ResNet weights; they do not change what the network computes.
        foreach (var (name, counter) in targets)
            if (name.EndsWith(BatchCounter, StringComparison.Ordinal)) given.TryAdd(name, counter);
        RequireFinite(path, targets.Keys.Where(given.ContainsKey), given);
        try
        {
            ModuleState.Load(targets, given, ignoredPrefix: Classifier);
        }
        catch (StateMismatchException mismatch)
        {
            throw new StateMismatchException(Describe(path, given, recipe, mismatch), mismatch);
        }
    }

    /// <summary>The tensors behind the prefix behind which all names of the network are; else behind the one that has most of them.</summary>
    private static Dictionary<string, Tensor> WithoutPrefix(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, Tensor> targets)
    {
        var wanted = targets.Keys.Where(name => !name.EndsWith(BatchCounter, StringComparison.Ordinal)).ToList();
        var prefixes = tensors.Keys.Where(name => name.EndsWith(Stem, StringComparison.Ordinal)).Select(name => name[..^Stem.Length])
            .Select(prefix => (Prefix: prefix, Names: wanted.Count(name => tensors.ContainsKey(prefix + name))))
            .OrderByDescending(candidate => candidate.Names).ThenBy(candidate => candidate.Prefix.Length).ThenBy(candidate => candidate.Prefix, StringComparer.Ordinal)
            .ToList();
        var prefix = prefixes.Count == 0 ? "" : prefixes[0].Prefix;
        if (prefix.Length == 0) return new Dictionary<string, Tensor>(tensors);
        if (prefixes.Count > 1 && prefixes[1].Names == wanted.Count)
            throw new SafetensorsException(path, $"several networks that fit, '{prefix}' and '{prefixes[1].Prefix}' before their names; expected one");
        return tensors.Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);
    }

    private static void RequireFinite(string path, IEnumerable<string> names, Dictionary<string, Tensor> tensors)
    {
        var faults = names.Select(name => (Name: name, Count: NotFinite(tensors[name]))).Where(fault => fault.Count > 0).ToList();
        if (faults.Count == 0) return;
        var (first, count) = faults[0];
        throw new SafetensorsException(path,
            $"{count} of {tensors[first].NumberOfElements} values of '{first}' {(count == 1 ? "is" : "are")} not finite (NaN or infinity)"
            + (faults.Count == 1 ? "" : $", nor are some of {faults.Count - 1} other tensor{(faults.Count == 2 ? "" : "s")}")
            + "; training from such weights cannot succeed");
    }

    private static long NotFinite(Tensor tensor)
    {
        if (!tensor.is_floating_point()) return 0;
        using var scope = NewDisposeScope();
        return tensor.to(ScalarType.Float32).isfinite().logical_not().sum().item<long>(); // as the network will hold them
    }

    private static string Describe(string path, Dictionary<string, Tensor> given, BackboneRecipe recipe, StateMismatchException mismatch)
    {
        var wanted = Describe(recipe.Blocks, recipe.Bottleneck, recipe.Width, recipe.Stem == BackboneStem.ImageNet);
        return Guess(given) is { } found && found != wanted
            ? $"{path}: the weights of {found}, where the recipe's backbone is {wanted}"
            : $"{path}: does not fit the recipe's backbone, {wanted}. {mismatch.Message}";
    }

    /// <summary>Which residual network it is by its names and shapes; null when it is none.</summary>
    private static string? Guess(Dictionary<string, Tensor> given)
    {
        if (!given.TryGetValue(Stem, out var stem) || stem.shape is not [var width, _, var kernel, _]) return null;
        var blocks = Enumerable.Range(1, 4).Select(layer => given.Keys.Count(name => name.StartsWith($"layer{layer}.", StringComparison.Ordinal)
            && name.EndsWith(".conv1.weight", StringComparison.Ordinal))).ToList();
        return blocks.Contains(0) ? null : Describe(blocks, given.ContainsKey("layer1.0.conv3.weight"), width, kernel == 7);
    }

    private static string Describe(IEnumerable<int> blocks, bool bottleneck, long width, bool imageNet) =>
        $"a ResNet of [{string.Join(", ", blocks)}] {(bottleneck ? "bottleneck" : "basic")} blocks, width {width}, stem {(imageNet ? "imagenet" : "small")}";
}
