using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>The example of an outside program, with two cells alone.</summary>
internal static class OutsideExample
{
    public static bool HasPython => Programs.OnPath("python3") is not null;

    public static string GridFile => Repository.PathOf("examples", "quantiser", "grid.yaml");

    /// <summary>Copies it into a folder that is there.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="steps">How many it trains.</param>
    /// <returns>The grid file.</returns>
    public static string Copy(string folder, int steps)
    {
        File.WriteAllText(
            Path.Combine(folder, "train.py"),
            File.ReadAllText(Repository.PathOf("examples", "quantiser", "train.py"))
                .Replace("BATCH = 200,", $"BATCH = {steps},", StringComparison.Ordinal));
        var grid = Path.Combine(folder, "grid.yaml");
        File.WriteAllText(grid, File.ReadAllText(GridFile)
            .Replace("levels: [2, 4, 16], trainSnrDb: [-10, 0, 10, inf]", "levels: [2, 16], trainSnrDb: 10", StringComparison.Ordinal));
        return grid;
    }
}
