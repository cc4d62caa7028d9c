using JsccGrid.Experiments.Protocol;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>Finds the device that <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c> means on this machine.</summary>
internal static class DeviceChoice
{
    /// <exception cref="FormatException">Not the name of a device.</exception>
    /// <exception cref="DeviceUnavailableException">There is no such device here.</exception>
    public static Device Resolve(string name)
    {
        switch (name)
        {
            case "cpu": return CPU;
            case "auto": return cuda.is_available() ? new Device(DeviceType.CUDA, 0) : CPU;
        }
        if (DeviceName.CudaIndex(name) is { } index) return Cuda(name, index);
        throw new FormatException($"'{name}' is not a device: auto, cpu, cuda, or cuda:1 and the like.");
    }

    private static Device Cuda(string name, int index)
    {
        if (!cuda.is_available())
            throw new DeviceUnavailableException(
                $"Device '{name}' was asked for, but libtorch sees no CUDA GPU. It runs from "
                + $"{LoadedRuntime.LibTorchLocation ?? "an unknown folder"}"
                + $" and was {(LoadedRuntime.HasCudaLibraries ? "" : "not ")}built for CUDA. Build with -p:TorchBackend=cuda, or let"
                + $" {LibTorchFolder.Variable} name the folder of a CUDA libtorch (torch/lib in a PyTorch installation).");
        var count = cuda.device_count();
        if (index >= count)
            throw new DeviceUnavailableException($"Device '{name}' was asked for, but there "
                + $"{(count == 1 ? "is one CUDA GPU, cuda:0" : $"are {count}: cuda:0 to cuda:{count - 1}")}.");
        return new Device(DeviceType.CUDA, index);
    }
}
