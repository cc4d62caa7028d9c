using JsccGrid.Silo.Telemetry;
using JsccGrid.Worker.Telemetry;
using Xunit;

namespace JsccGrid.Silo.Tests.Telemetry;

public sealed class GpuMetricsTests
{
    [Fact]
    public void Gauges_OfTwoGpus_ShowTheirReadings()
    {
        using var host = new MeterHost();
        using var measurements = new Measurements(host.Meters);
        _ = new GpuMetrics(host.Meters, new FakeGpus(new GpuReading(0, 0.5, 10, 100), new GpuReading(1, 1, 20, 200)));

        Assert.Equal(
        [
            "jsccgrid.gpu.memory.used{gpu=0} 10", "jsccgrid.gpu.memory.used{gpu=1} 20", "jsccgrid.gpu.memory{gpu=0} 100",
            "jsccgrid.gpu.memory{gpu=1} 200",
            "jsccgrid.gpu.utilization_ratio{gpu=0} 0.5", "jsccgrid.gpu.utilization_ratio{gpu=1} 1",
        ], measurements.Take().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nvml_WithOrWithoutADriver_NeverThrows()
    {
        var gpus = Nvml.TryOpen()?.Read();

        Assert.All(gpus ?? [], gpu =>
        {
            Assert.InRange(gpu.Utilization, 0, 1);
            Assert.InRange(gpu.UsedBytes, 0, gpu.TotalBytes);
        });
        Assert.Equal(File.Exists("/proc/driver/nvidia/version"), gpus is not null);
    }

    private sealed class FakeGpus(params GpuReading[] readings) : IGpuReader
    {
        public IReadOnlyList<GpuReading> Read() => readings;
    }
}
