using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Yaml;

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
        if (File.Exists(nameOrPath)) return Parse(InputFile.ReadText(nameOrPath), nameOrPath, FolderOf(nameOrPath));
        throw new InvalidInputException([new InputError(nameOrPath, 0, 0,
            $"neither a bundled grid nor a file. Bundled: {string.Join(", ", BundledNames)}.")]);
    }

    /// <summary>Where the files of a grid file's programs lie; null for a bundled grid, which has none.</summary>
    public static string? FolderOf(string nameOrPath) =>
        BundledNames.Contains(nameOrPath) ? null : Path.GetDirectoryName(Path.GetFullPath(nameOrPath));

    /// <exception cref="InvalidInputException">The text has errors; all of them are reported.</exception>
    /// <param name="text">The grid file's.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="folder">Where the files of its programs lie; null where it can have none.</param>
    public static GridDefinition Parse(string text, string file, string? folder = null)
    {
        var source = YamlSource.Parse(text, file);
        var root = source.Root.Find(RecipeCatalog.RecipeKey) is { } recipe
            ? source.Root.With(RecipeCatalog.RecipeKey, RecipeCatalog.Resolve(recipe, source))
            : source.Root;
        var programs = new ProgramSection(source, folder).Read();
        var grid = new YamlBinder(source, programs).Bind<GridDefinition>(root, "", ProgramSection.Key);
        if (grid.Recipe is not null && source.IsSound($"{RecipeCatalog.RecipeKey}.checkpoint"))
            RecipeRules.CheckTogether(grid.Recipe, (path, error) => source.Add($"{RecipeCatalog.RecipeKey}.{path}", error));
        new GridRules(grid, source.IsSound, source.Add).Check();
        source.ThrowIfInvalid();
        return grid;
    }
}
