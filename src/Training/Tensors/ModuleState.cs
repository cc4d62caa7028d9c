using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tensors;

/// <summary>A module's parameters and buffers by their PyTorch names.</summary>
public static class ModuleState
{
    /// <summary>
    /// The parameters and buffers of <paramref name="module"/>, each name behind <paramref name="prefix"/>. These are the module's own
    /// tensors, not copies: do not dispose them, and do not keep them past the next training step.
    /// </summary>
    public static SortedDictionary<string, Tensor> Export(nn.Module module, string prefix = "")
    {
        var state = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, parameter) in module.named_parameters()) state.Add(prefix + name, parameter);
        foreach (var (name, buffer) in module.named_buffers()) state.Add(prefix + name, buffer);
        return state;
    }

    /// <summary>
    /// Copies <paramref name="tensors"/> into the module, whose names carry <paramref name="prefix"/> in them, across devices and
    /// floating-point types. Names that begin with <paramref name="ignoredPrefix"/> are passed over. Nothing is copied unless all fit.
    /// </summary>
    /// <exception cref="StateMismatchException">Names are missing, unexpected or misshapen; all are listed.</exception>
    public static void Load(
        nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string prefix = "", string? ignoredPrefix = null) =>
        Load(Export(module, prefix), tensors, ignoredPrefix);

    /// <summary>Copies <paramref name="tensors"/> into <paramref name="targets"/> of the same names, as for a module.</summary>
    /// <exception cref="StateMismatchException">Names are missing, unexpected or misshapen; all are listed.</exception>
    public static void Load(
        IReadOnlyDictionary<string, Tensor> targets, IReadOnlyDictionary<string, Tensor> tensors, string? ignoredPrefix = null)
    {
        var missing = targets.Keys.Where(name => !tensors.ContainsKey(name)).ToList();
        var unexpected = tensors.Keys
            .Where(name => !targets.ContainsKey(name))
            .Where(name => ignoredPrefix is null || !name.StartsWith(ignoredPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        var misshapen = targets
            .Where(target => tensors.TryGetValue(target.Key, out var given) && !Fits(target.Value, given))
            .Select(target => $"{target.Key} wants {Describe(target.Value)}, got {Describe(tensors[target.Key])}").ToList();
        if (missing.Count + unexpected.Count + misshapen.Count > 0) throw new StateMismatchException(missing, unexpected, misshapen);

        using var withoutGradients = no_grad();
        foreach (var (name, target) in targets)
        {
            using var scope = NewDisposeScope();
            target.copy_(tensors[name]);
        }
    }

    private static bool Fits(Tensor target, Tensor given) =>
        target.shape.AsSpan().SequenceEqual(given.shape)
        && (target.dtype == given.dtype || (target.is_floating_point() && given.is_floating_point()));

    private static string Describe(Tensor tensor) => $"{tensor.dtype}[{string.Join(", ", tensor.shape)}]";
}
