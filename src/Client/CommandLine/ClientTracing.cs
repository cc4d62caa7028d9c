using JsccGrid.Experiments.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JsccGrid.Client.CommandLine;

/// <summary>Exports this program's spans by OTLP where the standard variables of OpenTelemetry name an endpoint.</summary>
internal static class ClientTracing
{
    /// <returns>To be disposed at the end, which sends what is left; null when there is no endpoint.</returns>
    public static TracerProvider? Start() => string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(TelemetryNames.EndpointVariable))
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("jsccgrid-client"))
            .AddSource(TelemetryNames.Source)
            .AddOtlpExporter()
            .Build();
}
