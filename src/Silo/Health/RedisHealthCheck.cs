using JsccGrid.Silo.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>Ready means that Redis takes writes: it may answer, and grains with it, and yet nothing can go on.</summary>
internal sealed class RedisHealthCheck(RedisConnector redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await redis.FindTroubleAsync(cancellationToken) is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy();
}
