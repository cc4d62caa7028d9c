using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Running;
using Xunit;

namespace JsccGrid.Training.Tests.Running;

/// <summary>A cell that version 0.1.0 left half trained is finished from its checkpoint.</summary>
public sealed class FirstFormatTests
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "first-format");

    [Fact]
    public void Checkpoint_OfTheFirstVersion_LeadsToTheResultThatVersionReached()
    {
        using var folder = new TemporaryFolder();
        var expected = Read<CellResult>(Path.Combine(Fixture, "expected-result.json"));
        var work = Path.Combine(Fixture, "store", "cells", expected.Cell.Value);
        var plan = new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = Read<WorkSpec>(Path.Combine(work, "spec.json")),
            DataFolder = Path.Combine(Fixture, "people"),
            ScratchFolder = folder["scratch"],
            StageFolders = expected.Spec.RequiredStages.ToDictionary(stage => stage.Key.Value, stage => CopyWithoutPrefix(
                Path.Combine(Fixture, "store", "stages", stage.Key.Value, "outputs"), "00001.", folder[stage.Key.Value])),
            ResumeFrom = CopyWithoutPrefix(Path.Combine(work, "checkpoints"), "00001-000000043.", folder["checkpoint"]),
            Device = "cpu",
            Threads = 1,
        };

        var run = TestRun.Of(plan);

        Assert.Equal(PlanOutcome.Completed, run.Outcome);
        var result = Read<CellResult>(Path.Combine(run.Last<TrainingEvent.Completed>().Folder, "result.json"));
        Assert.Equal((expected.Cell, expected.Training.Steps, 1), (result.Cell, result.Training.Steps, result.Training.Resumes));
        Assert.InRange(run.All<TrainingEvent.Progress>().First().Step, 43, 45);
        // To the byte on one kind of processor. On another the last digits may differ, and with them the order of two near images.
        Assert.Equal(expected.Training.FinalLoss!.Value, result.Training.FinalLoss!.Value, 1e-3);
        Assert.Equal(expected.Points.Select(point => point.TestSnrDb), result.Points.Select(point => point.TestSnrDb));
        foreach (var (was, now) in expected.Points.Zip(result.Points))
        {
            Assert.Equal(was.Scores.Top1.Mean, now.Scores.Top1.Mean, 0.1);
            Assert.Equal(was.Scores.MeanAveragePrecision!.Value.Mean, now.Scores.MeanAveragePrecision!.Value.Mean, 0.1);
        }
    }

    private static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), ExperimentJson.Compact)!;

    private static string CopyWithoutPrefix(string from, string prefix, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, prefix + "*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)[prefix.Length..]));
        return to;
    }
}
