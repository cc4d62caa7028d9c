using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its part, that is, grains answer (a worker's through
/// its connection to the cluster) and so does the store.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<GrainsHealthCheck>("grains", timeout: Timeout)
            .AddCheck<StoreHealthCheck>("store", timeout: Timeout);
        return services;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        return app;
    }
}
