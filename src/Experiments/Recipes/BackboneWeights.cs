using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>Which residual network weights with torchvision's names belong to, told by names and shapes alone.</summary>
public static class BackboneWeights
{
    /// <summary>The first convolution, which every such network has.</summary>
    public const string Stem = "conv1.weight";

    /// <summary>The last part of the names of batch counters, which do not change what a network computes.</summary>
    public const string BatchCounter = ".num_batches_tracked";

    /// <summary>What the names of the classifier begin with; no recipe's backbone has one.</summary>
    public const string Classifier = "fc.";

    private const int ImageNetKernel = 7;

    /// <summary>What the names of such a network begin with.</summary>
    private static readonly string[] Parts = [Stem, "bn1.", "layer1.", "layer2.", "layer3.", "layer4."];

    /// <param name="shapes">The shape of each tensor by its name, without any prefix.</param>
    /// <returns>The backbone whose weights they look like; null when they are not those of a residual network.</returns>
    public static BackboneRecipe? Recognise(IReadOnlyDictionary<string, long[]> shapes)
    {
        if (!shapes.TryGetValue(Stem, out var stem) || stem is not [var width, _, var kernel, _]) return null;
        var blocks = Enumerable.Range(1, 4)
            .Select(layer => shapes.Keys.Count(name => name.StartsWith($"layer{layer}.", StringComparison.Ordinal)
                && name.EndsWith(".conv1.weight", StringComparison.Ordinal))).ToList();
        if (blocks.Contains(0)) return null;
        var isBottleneck = shapes.ContainsKey("layer1.0.conv3.weight");
        // Groups (ResNeXt) and wider blocks show in the first block's convolutions.
        if (!Has("layer1.0.conv1.weight", isBottleneck ? 1 : 3) || !Has("layer1.0.conv2.weight", 3)) return null;
        return new BackboneRecipe
        {
            Blocks = [.. blocks],
            Width = (int)width,
            Bottleneck = isBottleneck,
            Stem = kernel == ImageNetKernel ? BackboneStem.ImageNet : BackboneStem.Small,
        };

        bool Has(string name, long size) => shapes.TryGetValue(name, out var shape) && shape.SequenceEqual([width, width, size, size]);
    }

    /// <summary>What may stand before the names of a network, the most fitting first; empty without a first convolution.</summary>
    /// <param name="names">All names.</param>
    /// <param name="wanted">The network's names; null for those of any residual network.</param>
    /// <returns>Prefixes, each with how many names of the network are behind it.</returns>
    public static IReadOnlyList<(string Prefix, int Names)> Prefixes(IReadOnlyCollection<string> names, IReadOnlyCollection<string>? wanted)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(name => name.EndsWith(Stem, StringComparison.Ordinal)).Select(name => name[..^Stem.Length])
            .Select(prefix => (Prefix: prefix, Names: wanted is null
                ? names.Count(name => IsBehind(prefix, name))
                : wanted.Count(name => known.Contains(prefix + name))))
            .OrderByDescending(candidate => candidate.Names).ThenBy(candidate => candidate.Prefix.Length)
            .ThenBy(candidate => candidate.Prefix, StringComparer.Ordinal)];
    }

    private static bool IsBehind(string prefix, string name) => name.StartsWith(prefix, StringComparison.Ordinal)
        && Parts.Any(part => name.AsSpan(prefix.Length).StartsWith(part, StringComparison.Ordinal));

    /// <summary>For sentences: <c>a ResNet of [2, 2, 2, 2] basic blocks, width 64, stem imagenet</c>.</summary>
    public static string Describe(BackboneRecipe backbone) =>
        $"a ResNet of [{Blocks(backbone)}] {(backbone.Bottleneck ? "bottleneck" : "basic")} blocks, width {backbone.Width}, stem "
            + $"{EnumNames.Of(backbone.Stem)}";

    /// <summary>
    /// As a recipe file says it: <c>backbone: { blocks: [2, 2, 2, 2], width: 64, bottleneck: false, stem: imagenet }</c>.
    /// </summary>
    public static string ToYaml(BackboneRecipe backbone) =>
        $"backbone: {{ blocks: [{Blocks(backbone)}], width: {backbone.Width}, bottleneck: "
            + $"{(backbone.Bottleneck ? "true" : "false")}, stem: {EnumNames.Of(backbone.Stem)} }}";

    private static string Blocks(BackboneRecipe backbone) => string.Join(", ", backbone.Blocks);
}
