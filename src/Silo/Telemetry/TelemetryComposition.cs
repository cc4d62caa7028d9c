using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Telemetry;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage.Telemetry;
using JsccGrid.Worker.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JsccGrid.Silo.Telemetry;

/// <summary>
/// Metrics at <c>/metrics</c>, for Prometheus; and metrics and traces to an OTLP endpoint where one is configured, by the standard
/// variables of OpenTelemetry, which may also be keys of the configuration.
/// </summary>
internal static class TelemetryComposition
{
    /// <summary>Meters of others that are worth their series.</summary>
    private static readonly string[] OtherMeters = ["Microsoft.Orleans", "Polly", "System.Runtime"];

    public static void AddTelemetry(this IHostApplicationBuilder builder, SiloRole role)
    {
        var hasEndpoint = !string.IsNullOrWhiteSpace(builder.Configuration[TelemetryNames.EndpointVariable]);
        PassOn(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"jsccgrid-{role.Name()}"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([TelemetryNames.Source, .. OtherMeters])
                    .AddView(ClusterMetrics.ResultName, new MetricStreamConfiguration { CardinalityLimit = ClusterMetrics.MaxResults })
                    .AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
                if (hasEndpoint) metrics.AddOtlpExporter();
            });
        if (hasEndpoint) telemetry.WithTracing(tracing => tracing.AddSource(TelemetryNames.Source).AddOtlpExporter());
        if (role != SiloRole.Worker) builder.Services.AddSingleton<ClusterMetrics>().AddHostedService<ClusterPoll>();
        if (role != SiloRole.Control && Nvml.TryOpen() is { } gpus)
            builder.Services.AddSingleton<IGpuReader>(gpus).AddSingleton<GpuMetrics>();
        if (role != SiloRole.OneMachine)
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<RedisPing>(services, role != SiloRole.Worker));
    }

    /// <summary>Training processes know but the environment they inherit, whatever else this process was told by.</summary>
    private static void PassOn(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is not null && key.StartsWith("OTEL_", StringComparison.Ordinal)) Environment.SetEnvironmentVariable(key, value);
        }
    }

    /// <summary>Serves <c>/metrics</c>. From here on what happens is measured.</summary>
    public static WebApplication MapTelemetry(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint();
        if (app.Services.GetService<ClusterMetrics>() is not null) OrchestrationMetrics.Announce();
        if (app.Services.GetService<SlotMetrics>() is not null) StoreMetrics.AnnounceWorker();
        _ = app.Services.GetService<GpuMetrics>();
        return app;
    }
}
