using System.Diagnostics.Metrics;
using System.Globalization;
using JsccGrid.Experiments.Telemetry;

namespace JsccGrid.Worker.Telemetry;

/// <summary>Gauges of this machine's GPUs.</summary>
public sealed class GpuMetrics
{
    private readonly IGpuReader reader;

    public GpuMetrics(IMeterFactory meters, IGpuReader reader)
    {
        this.reader = reader;
        var meter = meters.Create(TelemetryNames.Source);
        meter.CreateObservableGauge("jsccgrid.gpu.utilization_ratio", () => Measure(gpu => gpu.Utilization), "1",
            "Share of time in which a kernel ran on the GPU.");
        meter.CreateObservableGauge(
            "jsccgrid.gpu.memory.used", () => Measure(gpu => gpu.UsedBytes), "By", "Memory of the GPU in use, by all processes.");
        meter.CreateObservableGauge("jsccgrid.gpu.memory", () => Measure(gpu => gpu.TotalBytes), "By", "Memory of the GPU.");
    }

    private IEnumerable<Measurement<T>> Measure<T>(Func<GpuReading, T> measure)
        where T : struct =>
        reader.Read().Select(gpu => new Measurement<T>(
            measure(gpu), new KeyValuePair<string, object?>("gpu", gpu.Gpu.ToString(CultureInfo.InvariantCulture))));
}
