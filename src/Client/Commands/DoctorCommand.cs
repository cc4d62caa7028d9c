using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Silo.Hosting;
using JsccGrid.Worker;

namespace JsccGrid.Client.Commands;

/// <summary><c>doctor</c>: what this machine has and lacks.</summary>
internal static class DoctorCommand
{
    private const double Gibibyte = 1L << 30;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Show what this machine has and lacks for training.")
        {
            SharedOptions.Store, SharedOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = Path.GetFullPath(parsed.GetRequiredValue(SharedOptions.Store));
            var disk = new DriveInfo(ExistingParent(store)).AvailableFreeSpace / Gibibyte;
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gibibyte;
            var (runtime, problem) = await AskTrainerAsync(cancellationToken);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Json(new
                {
                    Framework = RuntimeInformation.FrameworkDescription,
                    OperatingSystem = RuntimeInformation.OSDescription,
                    MachineCapacity.Cores,
                    MemoryGibibytes = Math.Round(memory, 1),
                    StoreFreeGibibytes = Math.Round(disk, 1),
                    Training = runtime,
                    Problem = problem,
                    Slots = MachineCapacity.DefaultSlots("auto"),
                });
                return problem is null ? ExitCode.Success : ExitCode.BadEnvironment;
            }
            void Show(bool good, string what, string text) => terminal.Line($"{(good ? "ok  " : "LACK")}  {what,-10} {text}");
            Show(true, ".NET",
                $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} "
                + $"({RuntimeInformation.ProcessArchitecture})");
            Show(true, "processor", $"{MachineCapacity.Cores} cores");
            Show(memory > 2, "memory", string.Create(
                CultureInfo.InvariantCulture,
                $"{memory:0.#} GiB{(memory > 2 ? "" : "; a slot needs about 1 GiB")}"));
            Show(disk > 1, "store", string.Create(
                CultureInfo.InvariantCulture,
                $"{store}, {disk:0.#} GiB free{(disk > 1 ? "" : "; the demo needs about 0.1 GiB, the paper's grid about 60")}"));
            if (runtime is null)
            {
                Show(false, "libtorch", problem!);
                return ExitCode.BadEnvironment;
            }
            Show(true, "libtorch", $"{runtime.LibTorch} ({(runtime.BuiltForCuda ? "CUDA" : "CPU")}) from {runtime.LibTorchFolder}, "
                + $"through TorchSharp {runtime.TorchSharp}");
            Show(runtime.CudaDevices > 0, "GPU", runtime switch
            {
                { CudaDevices: > 0 } => string.Join(", ", runtime.Gpus),
                { Gpus.Count: > 0 } => $"{string.Join(", ", runtime.Gpus)}, which this libtorch cannot use: "
                    + "build with -p:TorchBackend=cuda, or set JSCCGRID_LIBTORCH (docs/gpu.md)",
                _ => "none; training runs on the processor",
            });
            terminal.Line($"      {"slots",-10} {MachineCapacity.DefaultSlots("auto")} cells at a time unless --slots says otherwise");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<(RuntimeReport? Report, string? Problem)> AskTrainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await TrainerProbe.AskAsync(cancellationToken), null);
        }
        catch (UserException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string ExistingParent(string folder)
    {
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
