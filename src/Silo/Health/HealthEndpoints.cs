using JsccGrid.Silo.Configuration;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its part, that is, grains answer (a worker's through
/// its connection to the cluster), their Redis takes writes, and the store works. The answer is the word <c>Healthy</c>, or
/// <c>Unhealthy</c> and a line for each thing that is not.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddReadiness(this IServiceCollection services, SiloRole role)
    {
        var checks = services.AddHealthChecks()
            .AddCheck<GrainsHealthCheck>("grains", timeout: Timeout)
            .AddCheck<StoreHealthCheck>("store", timeout: Timeout);
        if (role is SiloRole.Control or SiloRole.Both) checks.AddCheck<RedisHealthCheck>("redis", timeout: Timeout);
        return services;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return app;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var problems = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync($"{report.Status}{string.Concat(problems)}", context.RequestAborted);
    }
}
