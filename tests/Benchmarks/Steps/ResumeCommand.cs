using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>
/// <c>resume</c>: trains a JSCC AE cell of the demo recipe with its backbone twice by the training program, once in one go and once killed
/// in the middle with SIGKILL and started again, and compares the results.
/// </summary>
internal static class ResumeCommand
{
    private const int CheckpointSteps = 20;
    private const int Height = 64;
    private const int Width = 32;
    private const int CheckpointsBeforeKill = 4;

    public static Command Create()
    {
        var precision = new Option<Precision>("--precision") { Description = "single, tf32 or bfloat16." };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON." };
        var command = new Command("resume", "A cell trained in one go, and one killed and resumed: their results compared.")
        {
            precision, json,
        };
        command.SetAction(parsed =>
        {
            using var folder = new TemporaryFolder();
            var people = folder["people"];
            SyntheticPedestrians.Generate(
                people, new SyntheticPedestriansOptions { TrainIdentities = 40, TestIdentities = 40, Height = Height, Width = Width });
            var plan = PlanFor(people, parsed.GetValue(precision));
            var whole = Train(plan with { ScratchFolder = folder["whole"] }, folder["whole.json"], kill: false)!;
            Train(plan with { ScratchFolder = folder["killed"] }, folder["killed.json"], kill: true);
            var resumed = Train(plan with { ScratchFolder = folder["killed"] }, folder["killed.json"], kill: false)!;
            var (first, second) = (Scores(whole), Scores(resumed));
            var outcome = new
            {
                Precision = parsed.GetValue(precision),
                Device = (string?)whole["environment"]!["device"],
                Resumes = (int)resumed["training"]!["resumes"]!,
                Points = first.Count,
                Identical = whole["points"]!.ToJsonString() == resumed["points"]!.ToJsonString(),
                LargestTop1Difference = first.Zip(second, (one, other) => Math.Abs(one - other)).Max(),
                Top1 = first[^1],
            };
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(outcome, ExperimentJson.Compact)
                : $"killed and resumed {outcome.Resumes} times on {outcome.Device} in {outcome.Precision}: "
                    + (outcome.Identical
                        ? "the same to the last digit"
                        : FormattableString.Invariant($"top-1 differs by up to {outcome.LargestTop1Difference:0.0000}")));
        });
        return command;
    }

    private static TrainingPlan PlanFor(string people, Precision precision)
    {
        var demo = RecipeCatalog.Load("demo");
        var cell = new CellSpec
        {
            Scheme = Scheme.JsccAe,
            Coordinates = [Axis.Bandwidth.At(16), Axis.TrainSnrDb.At(new SnrDb(3))],
            Seed = 1,
            Data = new DataSetReference { Name = "people", Fingerprint = DataSetFingerprint.Compute(people) },
            Recipe = demo with
            {
                Precision = precision,
                Input = demo.Input with { Height = Height, Width = Width },
                Backbone = demo.Backbone with { Stem = BackboneStem.ImageNet },
                Autoencoder = demo.Autoencoder with { TrainBackbone = true },
            },
        };
        return new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = WorkSpec.Of(cell),
            DataFolder = people,
            ScratchFolder = people,
            CheckpointSeconds = 0,
            CheckpointSteps = CheckpointSteps,
        };
    }

    /// <summary>The result, or null where the program was killed after some checkpoints of the cell itself.</summary>
    private static JsonNode? Train(TrainingPlan plan, string file, bool kill)
    {
        File.WriteAllText(file, JsonSerializer.Serialize(plan, ExperimentJson.Compact));
        var trainer = Path.Combine(AppContext.BaseDirectory, "jsccgrid-train");
        using var program = Process.Start(new ProcessStartInfo(trainer, ["--json", "--plan", file]) { RedirectStandardOutput = true })!;
        var checkpoints = 0;
        string? last = null;
        while (program.StandardOutput.ReadLine() is { } line)
        {
            last = line;
            if (JsonSerializer.Deserialize<TrainingEvent>(line, ExperimentJson.Compact) is not TrainingEvent.Checkpointed) continue;
            if (kill && ++checkpoints == CheckpointsBeforeKill) program.Kill();
        }
        program.WaitForExit();
        if (kill && checkpoints >= CheckpointsBeforeKill) return null;
        if (kill) throw new InvalidOperationException($"The cell was done before it could be killed: {last}");
        return program.ExitCode == 0
            ? JsonNode.Parse(File.ReadAllText(Path.Combine(plan.ScratchFolder, "output", "result.json")))
            : throw new InvalidOperationException($"jsccgrid-train ended with {program.ExitCode}: {last}");
    }

    private static List<double> Scores(JsonNode result) =>
        [.. result["points"]!.AsArray().Select(point => (double)point!["scores"]!["top1"]!["mean"]!)];
}
