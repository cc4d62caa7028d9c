namespace JsccGrid.Worker.Telemetry;

/// <summary>What the GPUs of this machine do.</summary>
public interface IGpuReader
{
    /// <returns>Every GPU that answers, in the order of their indices.</returns>
    IReadOnlyList<GpuReading> Read();
}
