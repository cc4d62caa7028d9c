namespace JsccGrid.Client.Tests.Runs;

/// <summary>The example of an outside program, with two cells alone.</summary>
internal static class OutsideExample
{
    public static bool HasPython =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, "python3")));

    public static string GridFile => Path.Combine(Folder, "grid.yaml");

    private static string Folder
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "JsccGrid.sln"))) root = Path.GetDirectoryName(root)!;
            return Path.Combine(root, "examples", "quantiser");
        }
    }

    /// <summary>Copies it into a folder that is there.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="steps">How many it trains.</param>
    /// <returns>The grid file.</returns>
    public static string Copy(string folder, int steps)
    {
        File.WriteAllText(Path.Combine(folder, "train.py"), File.ReadAllText(Path.Combine(Folder, "train.py"))
            .Replace("BATCH = 200,", $"BATCH = {steps},", StringComparison.Ordinal));
        var grid = Path.Combine(folder, "grid.yaml");
        File.WriteAllText(grid, File.ReadAllText(GridFile)
            .Replace("levels: [2, 4, 16], trainSnrDb: [-10, 0, 10, inf]", "levels: [2, 16], trainSnrDb: 10", StringComparison.Ordinal));
        return grid;
    }
}
