using System.Globalization;
using System.Numerics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Grids;

/// <summary>A grid's cells on a data set, each once, and the stages they share, each once.</summary>
public sealed record ExpandedGrid
{
    public required IReadOnlyList<CellSpec> Cells { get; init; }
    public required IReadOnlyList<StageSpec> Stages { get; init; }
    /// <summary>How many times the grid file named a cell that it had named before.</summary>
    public required int DuplicatesRemoved { get; init; }

    /// <summary>Expands <paramref name="grid"/> in the order of its sweeps, seeds outermost.</summary>
    /// <param name="grid">What to train.</param>
    /// <param name="data">On what.</param>
    /// <param name="weights">From what; null for a random initialisation.</param>
    /// <param name="algorithm">The <see cref="CellSpec.Algorithm"/> of its cells.</param>
    /// <exception cref="InvalidInputException">More cells than <see cref="GridDefinition.MaxCells"/>.</exception>
    public static ExpandedGrid Of(
        GridDefinition grid, DataSetReference data, WeightsReference? weights = null, int algorithm = CellSpec.AlgorithmVersion)
    {
        var count = Count(grid);
        if (count > GridDefinition.MaxCells) throw new InvalidInputException([new InputError(grid.Name, 0, 0, TooMany(count))]);
        var all = Enumerate(grid, data, weights, algorithm).ToList();
        var cells = all.DistinctBy(cell => cell.Id).ToList();
        return new ExpandedGrid
        {
            Cells = cells,
            Stages = [.. cells.SelectMany(cell => cell.RequiredStages).DistinctBy(stage => stage.Key)],
            DuplicatesRemoved = all.Count - cells.Count,
        };
    }

    /// <summary>The cells one after the other, as often as the grid file names them.</summary>
    public static IEnumerable<CellSpec> Enumerate(
        GridDefinition grid, DataSetReference data, WeightsReference? weights = null, int algorithm = CellSpec.AlgorithmVersion) =>
        from seed in grid.Seeds
        from sweep in grid.Sweeps
        from coordinates in sweep.Expand()
        select new CellSpec
        {
            Scheme = sweep.Scheme,
            Coordinates = coordinates,
            Seed = seed,
            Data = data,
            Weights = weights,
            Recipe = grid.Recipe,
            Algorithm = algorithm,
        };

    /// <summary>How many cells <see cref="Enumerate"/> gives, without making one.</summary>
    public static BigInteger Count(GridDefinition grid) => grid.Seeds.Count * grid.Sweeps.Aggregate(BigInteger.Zero, (sum, sweep) =>
        sum + (sweep is null ? 0 : sweep.Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Values.Count)));

    internal static string TooMany(BigInteger cells) =>
        string.Create(CultureInfo.InvariantCulture,
            $"with every seed these are {cells:N0} cells; expected at most {GridDefinition.MaxCells:N0}.");
}
