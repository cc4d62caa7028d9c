using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using JsccGrid.Experiments;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>What tensors can be computed with here; printed as JSON by <c>jsccgrid-train --doctor</c>.</summary>
public sealed record RuntimeReport
{
    /// <summary>Version of the TorchSharp assembly.</summary>
    public required string TorchSharp { get; init; }
    /// <summary>Version of libtorch that TorchSharp was made for.</summary>
    public required string LibTorch { get; init; }
    /// <summary>Folder the loaded libtorch lies in; null where the system does not tell.</summary>
    public required string? LibTorchFolder { get; init; }
    /// <summary>Whether the loaded libtorch has its CUDA part.</summary>
    public required bool BuiltForCuda { get; init; }
    /// <summary>CUDA GPUs that libtorch can use.</summary>
    public required int CudaDevices { get; init; }
    /// <summary>Name and memory of each GPU that the driver sees, as <c>nvidia-smi</c> says; empty without one.</summary>
    public required EquatableList<string> Gpus { get; init; }
    /// <summary>Logical processors.</summary>
    public required int Processors { get; init; }

    /// <summary>Loads libtorch and looks around.</summary>
    public static RuntimeReport Create()
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

    internal static string TorchSharpVersion => VersionOf(typeof(nn.Module).Assembly);

    internal static string ProgramVersion => VersionOf(typeof(RuntimeReport).Assembly);

    /// <summary>Folder of the libtorch loaded into this process, or null.</summary>
    internal static string? LibTorchLocation => Path.GetDirectoryName(LoadedLibrary("torch_cpu"));

    internal static bool HasCudaLibraries => LoadedLibrary("torch_cuda") is not null;

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();

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
