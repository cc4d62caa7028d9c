using JsccGrid.Grains.Interfaces.Calls;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>Ready means that grains answer.</summary>
internal sealed class GrainsHealthCheck(IGrainFactory grains, IHostApplicationLifetime application) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!application.ApplicationStarted.IsCancellationRequested) return HealthCheckResult.Unhealthy("The cluster is being waited for.");
        try
        {
            var workers = await grains.Pool().GetWorkersAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy($"{workers.Length} workers");
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("Grains do not answer.", exception);
        }
    }
}
