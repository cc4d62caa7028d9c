using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Grids;

/// <summary>
/// What was asked for when a grid was submitted, the content of <c>grids/name/submission.json</c>: enough to draw its figures
/// again from the store. Its size does not grow with the grid; <see cref="Expand"/> gives the cells.
/// </summary>
public sealed record GridSubmission
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }
    public required string Name { get; init; }
    public required GridDefinition Definition { get; init; }
    public required DataSetReference Data { get; init; }
    public WeightsReference? Weights { get; init; }

    /// <summary>UTC, of the latest submission.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The <see cref="CellSpec.Algorithm"/> of its cells; null for <see cref="CellSpec.FirstAlgorithm"/>.</summary>
    public int? Algorithm { get; init; }

    [JsonIgnore]
    public int AlgorithmOfCells => Algorithm ?? CellSpec.FirstAlgorithm;

    public ExpandedGrid Expand() => ExpandedGrid.Of(Definition, Data, Weights, AlgorithmOfCells);

    /// <summary>Its cells one after the other, as often as the grid file names them.</summary>
    public IEnumerable<CellSpec> Enumerate() => ExpandedGrid.Enumerate(Definition, Data, Weights, AlgorithmOfCells);
}
