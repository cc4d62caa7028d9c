using JsccGrid.Experiments.Yaml;
using YamlDotNet.RepresentationModel;

namespace JsccGrid.Experiments.Recipes;

/// <summary>
/// The bundled recipes. A recipe elsewhere is a bundled one's name, or a mapping that <c>extends</c> one and states only what
/// differs; lists are replaced whole.
/// </summary>
public static class RecipeCatalog
{
    private const string ExtendsKey = "extends";
    private static readonly BundledFiles Files = new("Recipes");

    /// <summary>Names of the bundled recipes.</summary>
    public static IReadOnlyList<string> Names => Files.Names;

    /// <exception cref="ArgumentException">No such recipe.</exception>
    public static Recipe Load(string name)
    {
        var source = YamlSource.Parse(Files.Read(name) ?? throw new ArgumentException(Unknown(name), nameof(name)), $"{name}.yaml");
        var recipe = new YamlBinder(source).Bind<Recipe>(Resolve(source.Root, source), "");
        if (recipe is not null) RecipeRules.Check(recipe, source.Add);
        source.ThrowIfInvalid();
        return recipe!;
    }

    /// <summary>The complete mapping that a recipe node stands for. Where the node is wrong an error is added and the rest of
    /// the file can still be checked against some recipe.</summary>
    internal static YamlMappingNode Resolve(YamlNode node, YamlSource source)
    {
        if (node is YamlScalarNode { Value: { } name }) return Bundled(name, node, source);
        if (node is not YamlMappingNode mapping)
        {
            source.Add(node, "recipe: expected a recipe's name, or a mapping with 'extends' and what differs.");
            return Bundled(Names[0], node, source);
        }
        if (!mapping.Children.TryGetValue(ExtendsKey, out var extends)) return mapping;
        var changes = new YamlMappingNode(mapping.Children.Where(entry => entry.Key is not YamlScalarNode { Value: ExtendsKey }));
        return YamlMerge.Over(Bundled((extends as YamlScalarNode)?.Value ?? "", extends, source), changes);
    }

    private static YamlMappingNode Bundled(string name, YamlNode node, YamlSource source)
    {
        if (Files.Read(name) is not { } text)
        {
            source.Add(node, Unknown(name));
            return Bundled(Names[0], node, source);
        }
        var bundled = YamlSource.Parse(text, $"{name}.yaml");
        return Resolve(bundled.Root, bundled);
    }

    private static string Unknown(string name) => $"there is no recipe '{name}'. {Suggestion.For(name, Names)}";
}
