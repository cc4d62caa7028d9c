using System.Diagnostics;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Worker.Attempts;

namespace JsccGrid.Worker.Telemetry;

/// <summary>A worker's spans in the trace of a cell or stage: the attempt, and its steps as children.</summary>
internal static class AttemptTrace
{
    /// <summary>Begins an attempt's span; steps begun in the same flow of calls are its children.</summary>
    public static Activity? Begin(WorkLease lease, string worker, int slot) => WorkTrace.Start("attempt", lease.Work, lease.Spec.Label)
        ?.SetTag("jsccgrid.attempt", lease.Attempt).SetTag("jsccgrid.grid", lease.Grid).SetTag("jsccgrid.worker", worker)
        .SetTag("jsccgrid.slot", slot);

    /// <summary>Runs a step as a span.</summary>
    public static async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        using var span = WorkTrace.Source.StartActivity(name);
        try
        {
            return await step();
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    /// <summary>Says how an attempt ended.</summary>
    public static void End(Activity? span, AttemptEnd end)
    {
        span?.SetTag("jsccgrid.end", end.GetType().Name);
        if (end is AttemptEnd.Failed failed) span?.SetStatus(ActivityStatusCode.Error, failed.Failure.Reason);
    }
}
