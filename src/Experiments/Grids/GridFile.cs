using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Yaml;
using YamlDotNet.RepresentationModel;

namespace JsccGrid.Experiments.Grids;

/// <summary>Reads grid files: the bundled ones by name, a user's own by path.</summary>
public static class GridFile
{
    private static readonly BundledFiles Files = new("Grids");

    /// <summary>Names of the bundled grids.</summary>
    public static IReadOnlyList<string> BundledNames => Files.Names;

    /// <exception cref="InvalidInputException">The file is missing or has errors; all of them are reported.</exception>
    public static GridDefinition Load(string nameOrPath)
    {
        if (Files.Read(nameOrPath) is { } text) return Parse(text, $"{nameOrPath}.yaml");
        if (File.Exists(nameOrPath)) return Parse(File.ReadAllText(nameOrPath), nameOrPath);
        throw new InvalidInputException([new InputError(nameOrPath, 0, 0,
            $"neither a bundled grid nor a file. Bundled: {string.Join(", ", BundledNames)}.")]);
    }

    /// <exception cref="InvalidInputException">The text has errors; all of them are reported.</exception>
    public static GridDefinition Parse(string text, string file)
    {
        var source = YamlSource.Parse(text, file);
        var recipeKey = new YamlScalarNode("recipe");
        if (source.Root.Children.TryGetValue(recipeKey, out var recipe))
        {
            source.Root.Children[recipeKey] = RecipeCatalog.Resolve(recipe, source);
        }
        var grid = new YamlBinder(source).Bind<GridDefinition>(source.Root, "");
        if (grid is not null)
        {
            RecipeRules.Check(grid.Recipe, (path, error) => source.Add($"recipe.{path}", error));
            GridRules.Check(grid, source.Add);
        }
        source.ThrowIfInvalid();
        return grid!;
    }
}
