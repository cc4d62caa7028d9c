using JsccGrid.DataSets;

namespace JsccGrid.Client.Runs;

/// <summary>The synthetic pedestrians that belong to the grid <c>demo</c>.</summary>
internal static class DemoData
{
    public const string Grid = "demo";

    private static readonly string Folder = Path.Combine("runs", "data", "pedestrians");

    /// <summary>Draws them, unless they are there.</summary>
    /// <returns>The folder.</returns>
    public static string Make(CancellationToken cancellationToken)
    {
        SyntheticPedestrians.Generate(Folder, new SyntheticPedestriansOptions(), cancellationToken);
        return Folder;
    }
}
