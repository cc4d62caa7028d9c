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

    /// <param name="shapes">The shape of each tensor by its name, without any prefix.</param>
    /// <returns>The backbone whose weights they look like; null when they are not those of a residual network.</returns>
    public static BackboneRecipe? Recognise(IReadOnlyDictionary<string, long[]> shapes)
    {
        if (!shapes.TryGetValue(Stem, out var stem) || stem is not [var width, _, var kernel, _]) return null;
        var blocks = Enumerable.Range(1, 4).Select(layer => shapes.Keys.Count(name => name.StartsWith($"layer{layer}.", StringComparison.Ordinal)
            && name.EndsWith(".conv1.weight", StringComparison.Ordinal))).ToList();
        return blocks.Contains(0) ? null : new BackboneRecipe
        {
            Blocks = [.. blocks],
            Width = (int)width,
            Bottleneck = shapes.ContainsKey("layer1.0.conv3.weight"),
            Stem = kernel == ImageNetKernel ? BackboneStem.ImageNet : BackboneStem.Small,
        };
    }

    /// <summary>For sentences: <c>a ResNet of [2, 2, 2, 2] basic blocks, width 64, stem imagenet</c>.</summary>
    public static string Describe(BackboneRecipe backbone) =>
        $"a ResNet of [{Blocks(backbone)}] {(backbone.Bottleneck ? "bottleneck" : "basic")} blocks, width {backbone.Width}, stem {StemName(backbone)}";

    /// <summary>As a recipe file says it: <c>backbone: { blocks: [2, 2, 2, 2], width: 64, bottleneck: false, stem: imagenet }</c>.</summary>
    public static string ToYaml(BackboneRecipe backbone) =>
        $"backbone: {{ blocks: [{Blocks(backbone)}], width: {backbone.Width}, bottleneck: {(backbone.Bottleneck ? "true" : "false")}, stem: {StemName(backbone)} }}";

    private static string Blocks(BackboneRecipe backbone) => string.Join(", ", backbone.Blocks);

    private static string StemName(BackboneRecipe backbone) => backbone.Stem == BackboneStem.ImageNet ? "imagenet" : "small";
}
