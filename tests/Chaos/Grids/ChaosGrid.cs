using JsccGrid.Experiments.Cells;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Chaos.Grids;

/// <summary>
/// A grid of a run: cells of several seeds, those of a seed sharing their stages, and one poison cell for each seed. It shares its
/// first seed with the grid before, so that some cells are in two grids.
/// </summary>
internal sealed class ChaosGrid
{
    private ChaosGrid(string name, IReadOnlyList<CellSpec> cells)
    {
        Name = name;
        Cells = cells;
        Stages = [.. cells.SelectMany(cell => cell.RequiredStages).DistinctBy(stage => stage.Key)];
    }

    public string Name { get; }

    public IReadOnlyList<CellSpec> Cells { get; }

    public IReadOnlyList<StageSpec> Stages { get; }

    public IEnumerable<WorkSpec> Works => Cells.Select(WorkSpec.Of).Concat(Stages.Select(WorkSpec.Of));

    /// <param name="number">From 1.</param>
    /// <param name="seeds">At least 2.</param>
    /// <param name="bandwidths">Cells of each seed, more than <see cref="ChaosTraining.PoisonBandwidth"/>.</param>
    public static ChaosGrid Create(int number, int seeds, int bandwidths)
    {
        var first = (number - 1) * (seeds - 1);
        return new ChaosGrid(
            FormattableString.Invariant($"chaos-{number}"),
            [.. Enumerable.Range(first, seeds).SelectMany(seed => Samples.Cells(bandwidths, seed))]);
    }
}
