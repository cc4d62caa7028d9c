using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Recipes;

/// <summary>
/// The bundled recipes. A recipe elsewhere is a bundled one's name, or a mapping that <c>extends</c> one and states only what
/// differs; lists are replaced whole.
/// </summary>
public static class RecipeCatalog
{
    internal const string RecipeKey = "recipe";
    private const string ExtendsKey = "extends";
    private static readonly BundledFiles Files = new("Recipes");

    /// <summary>Names of the bundled recipes.</summary>
    public static IReadOnlyList<string> Names => Files.Names;

    /// <exception cref="ArgumentException">No such recipe.</exception>
    public static Recipe Load(string name)
    {
        var source = YamlSource.Parse(Files.Read(name) ?? throw new ArgumentException(Unknown(name), nameof(name)), $"{name}.yaml");
        var recipe = new YamlBinder(source).Bind<Recipe>(Resolve(source.Root, source), "");
        RecipeRules.CheckTogether(recipe, source.Add);
        source.ThrowIfInvalid();
        return recipe;
    }

    /// <summary>The complete mapping that a recipe node stands for. Where the node is wrong an error is added and the rest of
    /// the file can still be checked against some recipe.</summary>
    internal static YamlMapping Resolve(YamlNode node, YamlSource source)
    {
        if (node is YamlScalar) return Bundled(node, source);
        if (node is not YamlMapping mapping)
        {
            source.Add(RecipeKey, node, "recipe: expected a recipe's name, or a mapping with 'extends' and what differs.");
            return Bundled(Names[0]);
        }
        return mapping.Find(ExtendsKey) is { } extends ? YamlMerge.Over(Bundled(extends, source), mapping.Without(ExtendsKey)) : mapping;
    }

    private static YamlMapping Bundled(YamlNode node, YamlSource source)
    {
        var name = node is YamlScalar { Value: { } value } ? value : "";
        if (Names.Contains(name)) return Bundled(name);
        source.Add(RecipeKey, node, name.Length == 0 ? $"recipe: expected a recipe's name. {Suggestion.For(name, Names)}" : Unknown(name));
        return Bundled(Names[0]);
    }

    private static YamlMapping Bundled(string name)
    {
        var bundled = YamlSource.Parse(Files.Read(name)!, $"{name}.yaml");
        return Resolve(bundled.Root, bundled);
    }

    private static string Unknown(string name) => $"there is no recipe '{OneLine.Shown(name)}'. {Suggestion.For(name, Names)}";
}
