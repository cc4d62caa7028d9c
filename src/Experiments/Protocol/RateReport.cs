namespace JsccGrid.Experiments.Protocol;

/// <summary>How fast training is here; printed as JSON by <c>jsccgrid-train --measure</c>.</summary>
/// <param name="FlopsPerSecond">Floating-point operations per second of one slot.</param>
public sealed record RateReport(double FlopsPerSecond);
