namespace JsccGrid.Client.Tests.Telemetry;

/// <summary>A span as it was received; ids in hexadecimal.</summary>
internal sealed record OtlpSpan(string Service, string Trace, string Id, string Parent, string Name);
