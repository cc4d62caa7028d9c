using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Checkpoints;
using JsccGrid.Training.Models;
using JsccGrid.Training.Running;
using JsccGrid.Training.Tensors;
using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests.Running;

/// <summary>
/// What version 0.1.0 left of a half trained cell is read. It is not gone on from: training means something else since, and its result
/// would be of neither version.
/// </summary>
public sealed class FirstFormatTests
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "first-format");

    private static CellResult Expected => Read<CellResult>(Path.Combine(Fixture, "expected-result.json"));

    [Fact]
    public void Checkpoint_OfTheFirstVersion_HoldsTheNetworksOfItsCell()
    {
        using var folder = new TemporaryFolder();
        var cell = Expected.Spec;

        using var checkpoint = Checkpoint.Read(CopyCheckpoint(folder["checkpoint"]), WorkId.Of(cell.Id));

        Assert.Equal((43L, "joint", 0L), (checkpoint.State.Step, checkpoint.State.PhaseName, checkpoint.State.ClippedSteps));
        using var random = new torch.Generator(1);
        using var backbone = new ResNet(cell.Recipe.Backbone, random);
        using var encoder = new JsccEncoder(
            cell.Recipe.Backbone.FeatureDimension, cell.Value(Axis.Bandwidth), cell.Recipe.Autoencoder, random);
        foreach (var (prefix, network) in new (string, torch.nn.Module)[] { ("backbone.", backbone), ("encoder.", encoder) })
        {
            var stored = checkpoint.Model.Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);
            ModuleState.Load(ModuleState.Export(network), stored);
        }
        Assert.Contains("channel", checkpoint.Streams.Select(stream => stream.Key));
        Assert.Contains(checkpoint.Optimizer.Keys, name => name.StartsWith("classifier.", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_OfTheFirstVersion_IsRefusedWithBothVersions()
    {
        using var folder = new TemporaryFolder();
        var expected = Expected;
        var plan = new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = Read<WorkSpec>(Path.Combine(Fixture, "store", "cells", expected.Cell.Value, "spec.json")),
            DataFolder = Path.Combine(Fixture, "people"),
            ScratchFolder = folder["scratch"],
            ResumeFrom = CopyCheckpoint(folder["checkpoint"]),
            Device = "cpu",
            Threads = 1,
        };
        Assert.Equal(expected.Cell, plan.Work.Cell!.Id);

        var run = RecordedRun.Of(plan);

        Assert.Equal(PlanOutcome.Failed, run.Outcome);
        Assert.Contains(
            "version 1 of training and evaluation; this program trains version 2 and would give a result of neither: submit its grid again",
            run.Last<TrainingEvent.Failed>().Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["scratch"]));
    }

    private static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), ExperimentJson.Compact)!;

    private static string CopyCheckpoint(string to)
    {
        const string Prefix = "00001-000000043.";
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(Path.Combine(Fixture, "store", "cells", Expected.Cell.Value, "checkpoints"), Prefix + "*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)[Prefix.Length..]));
        return to;
    }
}
