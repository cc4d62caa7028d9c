using System.CommandLine;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Text;
using JsccGrid.Training.Running;
using JsccGrid.Training.Runtime;

namespace JsccGrid.Training.CommandLine;

/// <summary>The program <c>jsccgrid-train</c>: trains one cell or stage from a plan, or serves plans to a worker agent.</summary>
public static class TrainingProgram
{
    private const string ExitCodes = """
        Exit codes: 0 done; 1 failed, another try could succeed; 2 wrong options or input; 3 device lost;
        130 stopped as asked after a checkpoint, the same command goes on from there.
        """;

    /// <summary>Runs the program. <see cref="TrainingExitCode"/> says what the returned number means.</summary>
    public static int Main(string[] args)
    {
        // Names and messages may come out of files; what is written here may be read on a terminal.
        Console.SetOut(new VisibleTextWriter(Console.Out));
        Console.SetError(new VisibleTextWriter(Console.Error));
        try
        {
            return LibTorchFolder.Prepare(Run)(args);
        }
        catch (LibTorchException exception)
        {
            return (int)Refuse(exception);
        }
    }

    /// <summary>Runs the program on the libtorch that is there.</summary>
    public static int Run(string[] args)
    {
        var plan = new Option<string?>("--plan") { Description = "Run the plan in this JSON file.", HelpName = "FILE" };
        var worker = new Option<bool>("--worker")
        {
            Description = "Serve plans: commands as JSON lines on standard input, events on standard output."
        };
        var doctor = new Option<bool>("--doctor") { Description = "Say as JSON what tensors can be computed with here." };
        var measure = new Option<bool>("--measure")
        {
            Description = "Say as JSON how fast a typical layer trains here, on one thread or the GPU."
        };
        var weights = new Option<string?>("--check-weights")
        {
            Description = "Say as JSON whether this safetensors file fits the backbone of --backbone.",
            HelpName = "FILE"
        };
        var backbone = new Option<string?>("--backbone")
        {
            Description = "With --check-weights: the backbone of a recipe, as JSON.",
            HelpName = "JSON"
        };
        var json = new Option<bool>("--json") { Description = "With --plan: print events as JSON lines." };
        var verbose = new Option<bool>("--verbose") { Description = "Print stack traces." };
        var root = new RootCommand($"Trains one cell or shared stage of a JsccGrid experiment.\n\n{ExitCodes}")
        {
            plan, worker, doctor, measure, weights, backbone, json, verbose,
        };
        root.SetAction(result => (int)(
            result.GetValue(worker) ? TrainingServer.Run(TimeProvider.System)
            : result.GetValue(doctor) ? Answer(LoadedRuntime.Report)
            : result.GetValue(measure) ? Answer(() => new RateReport(TrainingRate.Measure()))
            : result.GetValue(weights) is { } file ? Answer(() => WeightsCheck.Run(file, result.GetValue(backbone)!))
            : PlanFileCommand.Run(result.GetValue(plan)!, result.GetValue(json), result.GetValue(verbose), TimeProvider.System)));
        root.Validators.Add(result =>
        {
            var modes = new Option[] { plan, worker, doctor, measure, weights }.Count(mode => result.GetResult(mode) is not null);
            if (result.GetResult(plan)?.Tokens is [{ Value.Length: 0 }]) result.AddError("--plan: nothing is given; expected a file.");
            if (modes != 1) result.AddError("Give one of --plan FILE, --worker, --doctor, --measure and --check-weights FILE.");
            if (result.GetResult(weights) is null != result.GetResult(backbone) is null)
                result.AddError("--check-weights and --backbone belong together.");
        });

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"jsccgrid-train: {error.Message}");
            Console.Error.WriteLine("Try 'jsccgrid-train --help'.");
            return (int)TrainingExitCode.Unusable;
        }
        return parsed.Invoke();
    }

    internal static TrainingExitCode CodeOf(PlanOutcome outcome) => outcome switch
    {
        PlanOutcome.Completed => TrainingExitCode.Done,
        PlanOutcome.Preempted => TrainingExitCode.Stopped,
        PlanOutcome.FailedRetryably => TrainingExitCode.Failed,
        PlanOutcome.FailedFatally => TrainingExitCode.DeviceLost,
        _ => TrainingExitCode.Unusable,
    };

    /// <summary>Prints what only a libtorch can tell.</summary>
    private static TrainingExitCode Answer<T>(Func<T> report)
    {
        try
        {
            LoadedRuntime.Load();
        }
        catch (LibTorchException exception)
        {
            return Refuse(exception);
        }
        Console.WriteLine(JsonSerializer.Serialize(report(), ExperimentJson.Indented));
        return TrainingExitCode.Done;
    }

    private static TrainingExitCode Refuse(LibTorchException exception)
    {
        Console.Error.WriteLine($"jsccgrid-train: {exception.Message}");
        return TrainingExitCode.Unusable;
    }
}
