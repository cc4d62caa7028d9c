using JsccGrid.Grains.Configuration;

namespace JsccGrid.Silo.Configuration;

/// <summary>How leases behave when nothing is said.</summary>
internal static class OrchestrationDefaults
{
    /// <summary>A third of this is the longest heartbeat interval, and all of it is what a killed worker's cell waits.</summary>
    public static TimeSpan ClusterLease { get; } = TimeSpan.FromSeconds(10);

    public static OrchestrationOptions Of(SiloRole role) =>
        role == SiloRole.OneMachine ? new OrchestrationOptions() : new OrchestrationOptions { LeaseDuration = ClusterLease };
}
