using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using Xunit;

namespace JsccGrid.Experiments.Tests.Grids;

/// <summary>What version 0.1.0 wrote means the same today.</summary>
public sealed class FirstFormatTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "first-format");

    [Fact]
    public void GridFile_OfTheFirstVersion_ExpandsToTheSameCells()
    {
        var grid = GridFile.Load(Path.Combine(Folder, "grid.yaml"));
        var data = new DataSetReference { Name = "people", Fingerprint = DataSetFingerprint.Compute(Path.Combine(Folder, "people")) };

        var expanded = ExpandedGrid.Of(grid, data, algorithm: CellSpec.FirstAlgorithm);

        Assert.Equal(
            File.ReadLines(Path.Combine(Folder, "cells.txt")),
            expanded.Cells.Select(cell => cell.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(Folder, "store", "stages")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            expanded.Stages.Select(stage => stage.Key.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Submission_OfTheFirstVersion_ExpandsToTheSameCells()
    {
        var text = File.ReadAllBytes(Path.Combine(Folder, "store", "grids", "first-format", "submission.json"));

        var submission = JsonSerializer.Deserialize<GridSubmission>(text, ExperimentJson.Compact)!;

        Assert.Equal(GridFile.Load(Path.Combine(Folder, "grid.yaml")), submission.Definition);
        Assert.Equal(
            File.ReadLines(Path.Combine(Folder, "cells.txt")),
            submission.Expand().Cells.Select(cell => cell.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(CellSpec.FirstAlgorithm, submission.AlgorithmOfCells);
        Assert.Equal(submission.Expand().Cells, submission.Enumerate());
    }

    /// <summary>Its training and evaluation mean something else today, so that its cells are others.</summary>
    [Fact]
    public void GridFile_OfTheFirstVersionSubmittedToday_HasCellsOfItsOwn()
    {
        var data = new DataSetReference { Name = "people", Fingerprint = DataSetFingerprint.Compute(Path.Combine(Folder, "people")) };

        var expanded = ExpandedGrid.Of(GridFile.Load(Path.Combine(Folder, "grid.yaml")), data);

        Assert.Equal(5, expanded.Cells.Count);
        Assert.Empty(expanded.Cells.Select(cell => cell.Id.Value).Intersect(File.ReadLines(Path.Combine(Folder, "cells.txt"))));
        Assert.All(expanded.Cells, cell => Assert.Equal(CellSpec.AlgorithmVersion, cell.Algorithm));
    }

    [Fact]
    public void Result_OfTheFirstVersion_IsWrittenAgainAsItWas()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "expected-result.json"));

        var result = JsonSerializer.Deserialize<CellResult>(text, ExperimentJson.Compact)!;

        Assert.Equal(result.Cell, result.Spec.Id);
        Assert.Equal((CellSpec.FirstAlgorithm, null), (result.Spec.Algorithm, ResultCheck.FindProblem(result, result.Cell)));
        Assert.Equal(4, result.Points.Count);
        Assert.Equal(text, JsonSerializer.Serialize(result, ExperimentJson.Indented));
    }
}
