using System.Runtime.InteropServices;

namespace JsccGrid.Worker.Telemetry;

/// <summary>
/// GPUs as NVIDIA's management library shows them (NVML API reference, "Device Queries"). It comes with the driver; where it is
/// missing there is nothing to read.
/// </summary>
public sealed partial class Nvml : IGpuReader
{
    private const string Library = "libnvidia-ml.so.1";
    private const int Success = 0;

    private Nvml()
    {
    }

    /// <returns>Null where there is no NVIDIA driver.</returns>
    public static Nvml? TryOpen() =>
        NativeLibrary.TryLoad(Library, typeof(Nvml).Assembly, DllImportSearchPath.SafeDirectories, out _) && Init() == Success
            ? new Nvml()
            : null;

    public IReadOnlyList<GpuReading> Read()
    {
        var readings = new List<GpuReading>();
        if (DeviceCount(out var count) != Success) return readings;
        for (uint gpu = 0; gpu < count; gpu++)
        {
            if (DeviceHandle(gpu, out var device) != Success || DeviceMemory(device, out var memory) != Success) continue;
            var busyPercent = DeviceUtilization(device, out var utilization) == Success ? utilization.Gpu : 0;
            readings.Add(new GpuReading((int)gpu, busyPercent / 100.0, (long)memory.Used, (long)memory.Total));
        }
        return readings;
    }

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Init();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeviceCount(out uint count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeviceHandle(uint index, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeviceMemory(nint device, out MemoryInfo memory);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeviceUtilization(nint device, out UtilizationRates utilization);

    /// <summary><c>nvmlMemory_t</c>, in bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MemoryInfo
    {
        public readonly ulong Total;
        public readonly ulong Free;
        public readonly ulong Used;
    }

    /// <summary><c>nvmlUtilization_t</c>, in percent.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct UtilizationRates
    {
        public readonly uint Gpu;
        public readonly uint Memory;
    }
}
