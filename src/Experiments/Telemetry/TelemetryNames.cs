namespace JsccGrid.Experiments.Telemetry;

/// <summary>Names under which all programs of the project measure and trace.</summary>
public static class TelemetryNames
{
    /// <summary>The name of every meter and activity source of ours.</summary>
    public const string Source = "JsccGrid";

    /// <summary>The variable of OpenTelemetry that names the receiver; without it nothing is exported.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
}
