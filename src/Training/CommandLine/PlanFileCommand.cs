using System.Runtime.InteropServices;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Processes;
using JsccGrid.Training.Running;

namespace JsccGrid.Training.CommandLine;

/// <summary>Runs one plan from a file.</summary>
internal static class PlanFileCommand
{
    private const int CheckpointsKept = 2;

    public static TrainingExitCode Run(string path, bool json, bool verbose, TimeProvider clock)
    {
        TrainingPlan plan;
        try
        {
            plan = JsonSerializer.Deserialize<TrainingPlan>(InputFile.ReadBytes(path), ExperimentJson.Compact)
                ?? throw new JsonException("it holds nothing");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidInputException)
        {
            Console.Error.WriteLine($"jsccgrid-train: plan {path} cannot be read: {exception.Message}");
            return TrainingExitCode.Unusable;
        }

        var heard = new HashSet<PosixSignal>();
        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(StopSignals.All, StopOnce);
        using var runner = new PlanRunner(clock, Print, CheckpointsKept);
        return TrainingProgram.CodeOf(runner.Run(plan, stop.Token));

        // The second signal of a kind is left to the system, which ends the process. A terminal that is closed may well send two kinds.
        void StopOnce(PosixSignalContext signal)
        {
            lock (heard) signal.Cancel = heard.Add(signal.Signal);
            stop.Cancel();
        }

        void Print(TrainingEvent trainingEvent)
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(trainingEvent with { At = clock.GetUtcNow() }, ExperimentJson.Compact));
            else if (trainingEvent is TrainingEvent.Failed failed)
                Console.Error.WriteLine($"jsccgrid-train: {(verbose ? failed.Detail : failed.Reason)}");
            else Console.WriteLine(EventText.Describe(trainingEvent));
        }
    }
}
