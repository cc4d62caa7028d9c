using System.Diagnostics;
using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Runtime;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Asks the training program what it can compute with. In a process of its own, because that is where cells will be trained, and
/// because a libtorch that does not load must not take the client with it.
/// </summary>
internal static class TrainerProbe
{
    /// <exception cref="UserException">The training program does not run here; says why.</exception>
    public static async Task<RuntimeReport> AskAsync(CancellationToken cancellationToken)
    {
        using var process = TrainerProgram.Start(["--doctor"], capture: true);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new UserException($"The training program does not run on this machine: {(await error).Trim()}", ExitCode.BadEnvironment);
        return JsonSerializer.Deserialize<RuntimeReport>(await output, ExperimentJson.Compact)!;
    }

    /// <exception cref="UserException">Not the name of a device, or there is no such device here.</exception>
    public static async Task RequireDeviceAsync(string device, CancellationToken cancellationToken)
    {
        if (device is "auto" or "cpu") return;
        if (DeviceName.CudaIndex(device) is not { } index) throw new UserException($"--device: '{device}' is not a device; expected {DeviceName.Expected}.");
        var report = await AskAsync(cancellationToken);
        if (report.CudaDevices > index) return;
        throw new UserException(
            $"--device {device}: libtorch at {report.LibTorchFolder} {(report.BuiltForCuda ? $"sees {report.CudaDevices} CUDA devices" : "is built for CPU only")}"
            + $"; the driver shows {(report.Gpus.Count == 0 ? "no GPU" : string.Join(", ", report.Gpus))}. "
            + "Build with -p:TorchBackend=cuda, or let JSCCGRID_LIBTORCH name a folder of CUDA libtorch libraries (docs/gpu.md).", ExitCode.BadEnvironment);
    }
}
