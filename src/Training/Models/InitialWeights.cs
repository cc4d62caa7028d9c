using JsccGrid.Experiments.Files;
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
    /// <exception cref="SafetensorsException">The file is not valid, or values in it are not finite.</exception>
    /// <exception cref="StateMismatchException">It holds another network.</exception>
    public static void Load(string path, ResNet network, BackboneRecipe recipe)
    {
        using var content = SafetensorsFile.Read(path);
        var targets = ModuleState.Export(network);
        var given = WithoutPrefix(path, content.Tensors, targets);
        // Absent in torchvision's first ResNet weights; they do not change what the network computes.
        foreach (var (name, counter) in targets)
            if (name.EndsWith(BackboneWeights.BatchCounter, StringComparison.Ordinal)) given.TryAdd(name, counter);
        RequireFinite(path, targets.Keys.Where(given.ContainsKey), given);
        try
        {
            ModuleState.Load(targets, given, ignoredPrefix: BackboneWeights.Classifier);
        }
        catch (StateMismatchException mismatch)
        {
            throw new StateMismatchException(Describe(path, given, recipe, mismatch), mismatch);
        }
    }

    /// <summary>
    /// The tensors behind the prefix behind which all names of the network are; else behind the one that has most of them.
    /// </summary>
    private static Dictionary<string, Tensor> WithoutPrefix(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, Tensor> targets)
    {
        var wanted = targets.Keys.Where(name => !name.EndsWith(BackboneWeights.BatchCounter, StringComparison.Ordinal)).ToList();
        var prefixes = BackboneWeights.Prefixes([.. tensors.Keys], wanted);
        var prefix = prefixes.Count == 0 ? "" : prefixes[0].Prefix;
        if (prefix.Length == 0) return new Dictionary<string, Tensor>(tensors);
        if (prefixes.Count > 1 && prefixes[1].Names == wanted.Count)
            throw new SafetensorsException(
                path, $"several networks that fit, '{prefix}' and '{prefixes[1].Prefix}' before their names; expected one");
        return tensors.Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);
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
        var wanted = BackboneWeights.Describe(recipe);
        var found = BackboneWeights.Recognise(given.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.shape));
        return found is not null && BackboneWeights.Describe(found) is var what && what != wanted
            ? $"{path}: the weights of {what}, where the recipe's backbone is {wanted}; '{BackboneWeights.ToYaml(found)}' would "
                + $"fit them. {mismatch.Message}"
            : $"{path}: does not fit the recipe's backbone, {wanted}. {mismatch.Message}";
    }
}
