using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Grids;

/// <summary>A grid's cells on a data set, each once, and the stages they share, each once.</summary>
public sealed record ExpandedGrid
{
    public required IReadOnlyList<CellSpec> Cells { get; init; }
    public required IReadOnlyList<StageSpec> Stages { get; init; }
    /// <summary>How many times the grid file named a cell that it had named before.</summary>
    public required int DuplicatesRemoved { get; init; }

    /// <summary>Expands <paramref name="grid"/> in the order of its sweeps, seeds outermost.</summary>
    public static ExpandedGrid Of(GridDefinition grid, DataSetReference data, WeightsReference? weights = null)
    {
        var all = Enumerate(grid, data, weights).ToList();
        var cells = all.DistinctBy(cell => cell.Id).ToList();
        return new ExpandedGrid
        {
            Cells = cells,
            Stages = [.. cells.SelectMany(cell => cell.RequiredStages).DistinctBy(stage => stage.Key)],
            DuplicatesRemoved = all.Count - cells.Count,
        };
    }

    /// <summary>The cells one after the other, as often as the grid file names them.</summary>
    public static IEnumerable<CellSpec> Enumerate(GridDefinition grid, DataSetReference data, WeightsReference? weights = null) =>
        from seed in grid.Seeds
        from sweep in grid.Sweeps
        from bandwidth in Values(sweep.Bandwidth)
        from trainSnr in Values(sweep.TrainSnrDb)
        from dimension in Values(sweep.LatentDimension)
        from lambda in Values(sweep.Lambda)
        select new CellSpec
        {
            Scheme = sweep.Scheme,
            Bandwidth = bandwidth,
            TrainSnrDb = trainSnr,
            LatentDimension = dimension,
            Lambda = lambda,
            Seed = seed,
            Data = data,
            Weights = weights,
            Recipe = grid.Recipe,
        };

    private static IEnumerable<T?> Values<T>(EquatableList<T>? values) where T : struct => values is null ? [null] : values.Select(value => (T?)value);
}
