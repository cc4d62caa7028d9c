namespace JsccGrid.Experiments.Protocol;

/// <summary>Whether a file of initial weights fits a backbone; printed as JSON by <c>jsccgrid-train --check-weights</c>.</summary>
/// <param name="Problem">What is wrong with it, naming the file; null when it fits.</param>
public sealed record WeightsReport(string? Problem = null);
