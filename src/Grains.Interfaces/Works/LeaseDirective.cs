namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>What a worker must do with a lease, told at every heartbeat.</summary>
[GenerateSerializer, Alias("jsccgrid.LeaseDirective")]
public enum LeaseDirective
{
    Continue = 0,
    /// <summary>Stop after this step, checkpoint, give the lease back.</summary>
    Preempt = 1,
    /// <summary>The lease is another's or nobody's: stop at once and commit nothing.</summary>
    Lost = 2,
}
