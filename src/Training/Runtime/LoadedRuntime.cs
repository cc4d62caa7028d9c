using System.ComponentModel;
using System.Diagnostics;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Protocol;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>
/// What this process computes tensors with. Apart from <see cref="RuntimeReport"/>, which programs without libtorch read.
/// </summary>
internal static class LoadedRuntime
{
    /// <summary>Loads libtorch.</summary>
    /// <exception cref="LibTorchException">There is none that this program can load.</exception>
    public static void Load()
    {
        try
        {
            InitializeDeviceType(TorchSharp.DeviceType.CPU);
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw new LibTorchException("There is no libtorch here that can be loaded. Build with -p:TorchBackend=cpu or cuda, or let"
                + $" {LibTorchFolder.Variable} name the folder of one (torch/lib in a PyTorch installation).", exception);
        }
    }

    /// <summary>Looks around.</summary>
    public static RuntimeReport Report()
    {
        var cudaDevices = cuda.is_available() ? cuda.device_count() : 0;
        return new RuntimeReport
        {
            TorchSharp = TorchSharpVersion,
            LibTorch = __version__,
            LibTorchFolder = LibTorchLocation,
            BuiltForCuda = HasCudaLibraries,
            CudaDevices = cudaDevices,
            Gpus = [.. DriverGpus()],
            Processors = Environment.ProcessorCount,
        };
    }

    internal static string TorchSharpVersion => BuildVersion.Of(typeof(nn.Module).Assembly);

    internal static string ProgramVersion => BuildVersion.Of(typeof(LoadedRuntime).Assembly);

    /// <summary>Folder of the libtorch loaded into this process, or null.</summary>
    internal static string? LibTorchLocation => Path.GetDirectoryName(LibTorchFile);

    /// <summary>The library of libtorch that every build has, or null where none is loaded yet.</summary>
    internal static string? LibTorchFile => LoadedLibrary("torch_cpu");

    internal static bool HasCudaLibraries => LoadedLibrary("torch_cuda") is not null;

    private static string? LoadedLibrary(string name)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) is { } stem && (stem == name || stem == "lib" + name));
    }

    private static string[] DriverGpus()
    {
        try
        {
            using var query = Process.Start(new ProcessStartInfo("nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var text = query.StandardOutput.ReadToEnd();
            query.WaitForExit();
            return query.ExitCode == 0 ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
