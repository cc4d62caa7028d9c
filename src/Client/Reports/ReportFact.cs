namespace JsccGrid.Client.Reports;

/// <summary>A line of a two-column table.</summary>
public sealed record ReportFact(string Name, string Value);
