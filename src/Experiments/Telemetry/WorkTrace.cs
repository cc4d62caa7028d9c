using System.Diagnostics;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Telemetry;

/// <summary>
/// One trace for each cell and stage, over all programs and attempts. The trace's id is the work's own, so that nobody has to be
/// told it or to remember it.
/// </summary>
public static class WorkTrace
{
    public static ActivitySource Source { get; } = new(TelemetryNames.Source);

    /// <summary>The context in which spans of a work begin: the trace, and a root that all have in common and nobody records.</summary>
    public static ActivityContext ContextOf(WorkId work) => new(
        ActivityTraceId.CreateFromString(work.Digits), ActivitySpanId.CreateFromString(work.Digits.AsSpan(0, 16)),
        ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>Starts a span in the trace of a work.</summary>
    /// <param name="name">What happens.</param>
    /// <param name="work">To what.</param>
    /// <param name="label">To what, for people.</param>
    /// <param name="start">When it began; default: now.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Start(string name, WorkId work, string label, DateTimeOffset start = default) => !Source.HasListeners()
        ? null
        : Source.StartActivity(name, ActivityKind.Internal, ContextOf(work), startTime: start)?.SetTag("jsccgrid.work", work.Value)
            .SetTag("jsccgrid.label", label);
}
