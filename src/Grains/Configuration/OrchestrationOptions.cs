namespace JsccGrid.Grains.Configuration;

/// <summary>How leases, retries and cordons behave.</summary>
public sealed class OrchestrationOptions
{
    /// <summary>How long a lease lives after a heartbeat. Default: 15 s; at least three heartbeats.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Failed attempts after which work is quarantined, from 1. Default: 3.</summary>
    public int MaxFailures { get; set; } = 3;

    /// <summary>Attempts whose worker fell silent after which work is quarantined, from 1. Default: 6.</summary>
    public int MaxLostLeases { get; set; } = 6;

    /// <summary>Mean wait before the second attempt; doubles with every failure. Default: 5 s.</summary>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest mean wait. Default: 5 min.</summary>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Different cells failing in a row on a worker, each for the first time, after which the worker is cordoned and these
    /// failures are forgiven, from 2. The last worker is never cordoned. Default: 3.
    /// </summary>
    public int CordonAfter { get; set; } = 3;

    /// <summary>Silence after which a worker is forgotten. Default: 30 s.</summary>
    public TimeSpan WorkerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest time between two reports of a shard to its grid. Default: 250 ms.</summary>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often unfinished grids are looked after, in case a message was lost. Default: 15 s.</summary>
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(15);
}
