using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Chaos.Grids;

/// <summary>
/// A grid of a run: cells of several seeds, those of a seed sharing their stages, and one poison cell for each seed. It shares its
/// first seed with the grid before, so that some cells are in two grids.
/// </summary>
internal sealed class ChaosGrid
{
    private readonly GridDefinition definition;

    private ChaosGrid(GridDefinition definition)
    {
        this.definition = definition;
        var expanded = ExpandedGrid.Of(definition, Samples.Cell().Data);
        (Cells, Stages) = (expanded.Cells, expanded.Stages);
    }

    public string Name => definition.Name;

    public IReadOnlyList<CellSpec> Cells { get; }

    public IReadOnlyList<StageSpec> Stages { get; }

    public IEnumerable<WorkSpec> Works => Cells.Select(WorkSpec.Of).Concat(Stages.Select(WorkSpec.Of));

    /// <param name="number">From 1.</param>
    /// <param name="seeds">At least 2.</param>
    /// <param name="bandwidths">Cells of each seed, more than <see cref="ChaosTraining.PoisonBandwidth"/>.</param>
    public static ChaosGrid Create(int number, int seeds, int bandwidths)
    {
        var first = (number - 1) * (seeds - 1);
        var sample = Samples.Cell();
        return new ChaosGrid(new GridDefinition
        {
            Name = FormattableString.Invariant($"chaos-{number}"),
            Recipe = sample.Recipe,
            Seeds = [.. Enumerable.Range(first, seeds)],
            Sweeps =
            [
                new SweepDefinition
                {
                    Scheme = sample.Scheme,
                    Axes = [Axis.Bandwidth.Over(Enumerable.Range(1, bandwidths)), Axis.TrainSnrDb.Over(sample.Value(Axis.TrainSnrDb))],
                },
            ],
            Figures = new FigureSettings { Bandwidth = 1 },
        });
    }

    /// <summary>What a client notes of it in the store.</summary>
    public GridSubmission Submission(DateTimeOffset at) => new()
    {
        Format = GridSubmission.CurrentFormat, Name = Name, Definition = definition, Data = Cells[0].Data, SubmittedAt = at,
        Algorithm = CellSpec.AlgorithmVersion,
    };
}
