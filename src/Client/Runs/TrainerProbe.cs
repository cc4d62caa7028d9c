using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Worker.Trainers;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Asks the training program what it can compute with. In a process of its own, because that is where cells will be trained, and
/// because a libtorch that does not load must not take the client with it.
/// </summary>
internal static class TrainerProbe
{
    /// <summary>Whether the training program was told which libtorch to run on, and is not left to what it finds.</summary>
    public static bool IsLibTorchNamed => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RuntimeReport.LibTorchVariable));

    /// <summary>Whether the training program is there.</summary>
    public static bool IsThere => File.Exists(TrainingExecutable.DefaultPath);

    /// <summary>How to start the training program.</summary>
    /// <exception cref="UserException">It is not there.</exception>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        try
        {
            return TrainingExecutable.StartInfo(TrainingExecutable.DefaultPath, arguments);
        }
        catch (FileNotFoundException exception)
        {
            throw new UserException(exception.Message, ExitCode.BadEnvironment);
        }
    }

    /// <summary>What tensors can be computed with.</summary>
    /// <exception cref="UserException">The training program does not run here; says why.</exception>
    public static Task<RuntimeReport> AskAsync(CancellationToken cancellationToken) =>
        AskAsync<RuntimeReport>(["--doctor"], cancellationToken);

    /// <returns>Floating-point operations per second of one slot that trains a typical layer.</returns>
    /// <exception cref="UserException">The training program does not run here; says why.</exception>
    public static async Task<double> MeasureAsync(CancellationToken cancellationToken) =>
        (await AskAsync<RateReport>(["--measure"], cancellationToken)).FlopsPerSecond;

    /// <summary>Tries to load initial weights into a backbone.</summary>
    /// <exception cref="UserException">They do not fit, or the training program does not run here; says why.</exception>
    public static async Task RequireWeightsAsync(string file, BackboneRecipe backbone, CancellationToken cancellationToken)
    {
        var recipe = JsonSerializer.Serialize(backbone, ExperimentJson.Compact);
        var report = await AskAsync<WeightsReport>(["--check-weights", file, "--backbone", recipe], cancellationToken);
        if (report.Problem is { } problem) throw new UserException(problem);
    }

    /// <exception cref="UserException">Not the name of a device, or there is no such device or no training program here.</exception>
    public static async Task RequireDeviceAsync(string device, CancellationToken cancellationToken)
    {
        _ = StartInfo();
        if (device is "auto" or "cpu") return;
        if (DeviceName.CudaIndex(device) is not { } index)
            throw new UserException($"--device: '{device}' is not a device; expected {DeviceName.Expected}.");
        var report = await AskAsync(cancellationToken);
        if (report.CudaDevices > index) return;
        throw new UserException(
            $"--device {device}: libtorch at {report.LibTorchFolder} "
            + $"{(report.BuiltForCuda ? $"sees {report.CudaDevices} CUDA devices" : "is built for CPU only")}"
            + $"; the driver shows {(report.Gpus.Count == 0 ? "no GPU" : string.Join(", ", report.Gpus))}. "
            + "Build with -p:TorchBackend=cuda, or let JSCCGRID_LIBTORCH name a folder of CUDA libtorch libraries (docs/gpu.md).",
            ExitCode.BadEnvironment);
    }

    private static async Task<T> AskAsync<T>(string[] question, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ProcessOutput.OfAsync(StartInfo(question), cancellationToken);
            return answer.ExitCode == 0
                ? JsonSerializer.Deserialize<T>(answer.Output, ExperimentJson.Compact)!
                : throw Lacking(answer.Errors.Trim());
        }
        catch (Win32Exception exception)
        {
            throw Lacking(exception.Message);
        }
    }

    private static UserException Lacking(string reason) =>
        new($"The training program does not run on this machine: {reason}", ExitCode.BadEnvironment);
}
