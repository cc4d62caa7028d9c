using JsccGrid.Storage.Objects;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JsccGrid.Silo.Health;

/// <summary>Ready means that the store answers.</summary>
internal sealed class StoreHealthCheck(IObjectStore objects) : IHealthCheck
{
    /// <summary>Any name will do: an answer that there is no such object is one.</summary>
    private const string Name = "health";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await objects.ExistsAsync(Name, cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", exception);
        }
    }
}
