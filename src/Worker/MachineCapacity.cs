namespace JsccGrid.Worker;

/// <summary>What this machine can train at a time.</summary>
public static class MachineCapacity
{
    private const string NvidiaFolder = "/proc/driver/nvidia/gpus";

    /// <summary>Processor cores this process may use.</summary>
    public static int Cores => Environment.ProcessorCount;

    /// <summary>NVIDIA GPUs the driver shows.</summary>
    public static int Gpus => Directory.Exists(NvidiaFolder) ? Directory.GetDirectories(NvidiaFolder).Length : 0;

    /// <summary>
    /// GPUs when the device is one, otherwise cores: two processes of one thread train faster than one of two, because most
    /// steps of a small model are too short to share.
    /// </summary>
    /// <param name="device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</param>
    public static int DefaultSlots(string device) => device switch
    {
        "cpu" => Cores,
        "cuda" => Math.Max(1, Gpus),
        "auto" => Gpus > 0 ? Gpus : Cores,
        _ => 1,
    };

    /// <summary>The device of one slot: several GPUs are dealt out in turn.</summary>
    /// <param name="device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</param>
    /// <param name="slot">From 0.</param>
    public static string DeviceOfSlot(string device, int slot) =>
        device is "auto" or "cuda" && Gpus > 0 ? FormattableString.Invariant($"cuda:{slot % Gpus}") : device;
}
