using JsccGrid.Storage.Objects;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>Ready means that the store works.</summary>
internal sealed class StoreHealthCheck(IObjectStore objects) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await objects.CheckAsync(cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (IOException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", exception);
        }
    }
}
