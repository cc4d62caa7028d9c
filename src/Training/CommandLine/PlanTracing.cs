using System.Diagnostics;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Telemetry;
using OpenTelemetry.Trace;

namespace JsccGrid.Training.CommandLine;

/// <summary>
/// The training process's span in the trace of what it trains. Exported by OTLP where the standard variables of OpenTelemetry name
/// an endpoint; otherwise nothing is.
/// </summary>
internal sealed class PlanTracing : IDisposable
{
    /// <summary>What a result may wait for the export. The agent may end the process as soon as it has heard of a failure.</summary>
    private const int FlushMilliseconds = 1000;

    private readonly TracerProvider? provider = SpanExport.Start("jsccgrid-train");

    private Activity? span;

    public void Begin(TrainingPlan plan)
    {
        span = ActivityContext.TryParse(plan.TraceParent, null, isRemote: true, out var parent)
            ? WorkTrace.Source.StartActivity("training process", ActivityKind.Internal, parent)
            : WorkTrace.Start("training process", plan.Work.Id, plan.Work.Label);
        span?.SetTag("jsccgrid.device", plan.Device).SetTag("jsccgrid.resumed", plan.ResumeFrom is not null);
    }

    /// <summary>Ends the span with the event that ends its plan, before anybody hears of that; other events change nothing.</summary>
    public void Record(TrainingEvent happened)
    {
        if (happened is not (TrainingEvent.Completed or TrainingEvent.Preempted or TrainingEvent.Failed)) return;
        span?.SetTag("jsccgrid.end", happened.GetType().Name);
        if (happened is TrainingEvent.Failed failed) span?.SetStatus(ActivityStatusCode.Error, failed.Reason);
        span?.Dispose();
        span = null;
        provider?.ForceFlush(FlushMilliseconds);
    }

    public void Dispose() => provider?.Dispose();
}
