using System.Runtime.InteropServices;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Training.Checkpoints;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Tensors;

namespace JsccGrid.Training.Running;

/// <summary>What an exception means to whoever asked for the work.</summary>
internal static class FailureDiagnosis
{
    public static TrainingEvent.Failed Describe(Exception exception) => new(
        string.Join("; ", exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        IsRetryable(exception),
        exception.ToString(),
        CauseOf(exception));

    private static FailureCause CauseOf(Exception exception) => exception switch
    {
        _ when FullDisk.IsCauseOf(exception) => FailureCause.Disk,
        _ when IsOutOfMemory(exception) => FailureCause.Memory,
        _ when PoisonsProcess(exception) => FailureCause.Device,
        CorruptCheckpointException => FailureCause.Checkpoint,
        DeviceUnavailableException => FailureCause.Device,
        DivergenceException => FailureCause.Diverged,
        DataSetException or SafetensorsException or StateMismatchException => FailureCause.Data,
        _ => FailureCause.Program,
    };

    /// <summary>
    /// Whether another try, perhaps elsewhere, could succeed. Bad input stays bad, and training that diverged will again. What is not
    /// known to be one of these may be the machine's fault: memory, disk, a missing mount, a missing device.
    /// </summary>
    private static bool IsRetryable(Exception exception) =>
        exception is not (PlanException or DivergenceException or DataSetException { InnerException: null }
            or SafetensorsException or StateMismatchException or ForeignCheckpointException or LibTorchException or JsonException
            or FormatException or ArgumentException);

    public static bool IsOutOfMemory(Exception exception) => exception is OutOfMemoryException
        || (exception is ExternalException && (Says(exception, "out of memory") || Says(exception, "can't allocate memory")));

    /// <summary>Whether a CUDA call failed in a way that leaves the process unable to use the GPU again.</summary>
    public static bool PoisonsProcess(Exception exception) =>
        exception is ExternalException && Says(exception, "CUDA") && !IsOutOfMemory(exception);

    private static bool Says(Exception exception, string text) => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
