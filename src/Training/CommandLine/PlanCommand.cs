using System.Runtime.InteropServices;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Training.Running;

namespace JsccGrid.Training.CommandLine;

/// <summary>Runs one plan from a file.</summary>
internal static class PlanCommand
{
    private const int CheckpointsKept = 2;

    public static ExitCode Run(string path, bool json, bool verbose, TimeProvider clock)
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
            return ExitCode.Unusable;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
        using var runner = new PlanRunner(clock, Print, CheckpointsKept);
        return TrainingProgram.CodeOf(runner.Run(plan, stop.Token));

        // The second signal is left to the system, which ends the process.
        void StopOnce(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        void Print(TrainingEvent trainingEvent)
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(trainingEvent with { At = clock.GetUtcNow() }, ExperimentJson.Compact));
            else if (trainingEvent is TrainingEvent.Failed failed) Console.Error.WriteLine($"jsccgrid-train: {(verbose ? failed.Detail : failed.Reason)}");
            else Console.WriteLine(EventText.Describe(trainingEvent));
        }
    }
}
