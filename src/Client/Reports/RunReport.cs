using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;

namespace JsccGrid.Client.Reports;

/// <summary>What a report is written from: the grid, what it found, and what it ran on.</summary>
public sealed record RunReport
{
    public required GridDefinition Grid { get; init; }

    public required DataSetReference Data { get; init; }

    /// <summary>Size of the data set and the like, in the order to show.</summary>
    public IReadOnlyList<ReportFact> DataFacts { get; init; } = [];

    /// <summary>Initial backbone weights; null for a random initialisation.</summary>
    public WeightsReference? Weights { get; init; }

    /// <summary>The <see cref="CellSpec.Algorithm"/> of the grid's cells.</summary>
    public int Algorithm { get; init; } = CellSpec.AlgorithmVersion;

    /// <summary>Finished cells, in any order.</summary>
    public required IReadOnlyList<CellResult> Results { get; init; }

    /// <summary>The grid's other cells.</summary>
    public IReadOnlyList<UnfinishedCell> Unfinished { get; init; } = [];

    /// <summary>From the command's start to its end; null when the report is drawn again from the store.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>Slots, device, processor and the like, in the order to show. What each result says of its machine is added.</summary>
    public IReadOnlyList<ReportFact> EnvironmentFacts { get; init; } = [];

    /// <summary>The command line that gives these results again.</summary>
    public required string Command { get; init; }
}
