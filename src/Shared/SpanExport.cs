using JsccGrid.Experiments.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JsccGrid.Telemetry;

/// <summary>Exports a program's spans by OTLP where the standard variables of OpenTelemetry name an endpoint.</summary>
internal static class SpanExport
{
    /// <param name="service">What the program is called in traces.</param>
    /// <returns>To be disposed at the end, which sends what is left; null when there is no endpoint.</returns>
    public static TracerProvider? Start(string service) =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(TelemetryNames.EndpointVariable))
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService(service))
                .AddSource(TelemetryNames.Source)
                .AddOtlpExporter()
                .Build();
}
