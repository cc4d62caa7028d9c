namespace JsccGrid.Worker.Telemetry;

/// <summary>A GPU at one moment.</summary>
/// <param name="Gpu">Its index, from 0.</param>
/// <param name="Utilization">Share of the last sample period in which a kernel ran, 0 to 1.</param>
/// <param name="UsedBytes">How much of its memory all processes use.</param>
/// <param name="TotalBytes">Its memory.</param>
public readonly record struct GpuReading(int Gpu, double Utilization, long UsedBytes, long TotalBytes);
