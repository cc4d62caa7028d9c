using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;

namespace JsccGrid.Grains.Telemetry;

/// <summary>What grains count: how attempts end, and what that leads to.</summary>
public static class OrchestrationMetrics
{
    private const string SchemeLabel = "scheme";
    private const string OutcomeLabel = "outcome";
    private const string Completed = "completed";
    private const string Failed = "failed";
    private const string Preempted = "preempted";
    private const string Lost = "lost";

    private static readonly Meter Meter = new(TelemetryNames.Source);

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("jsccgrid.attempts", "{attempt}", "Attempts that ended.");

    private static readonly Counter<long> Quarantines =
        Meter.CreateCounter<long>("jsccgrid.quarantines", "{quarantine}", "Cells and stages put into quarantine.");

    private static readonly Counter<long> LeaseExpiries =
        Meter.CreateCounter<long>("jsccgrid.lease_expiries", "{lease}", "Leases that ended for lack of heartbeats.");

    /// <summary>Shows every series at its present value, so that the first event of each is an increase from zero.</summary>
    public static void Announce()
    {
        LeaseExpiries.Add(0);
        var stages = Enum.GetValues<StageKind>().Select(stage => stage.Name());
        foreach (var kind in SchemeCatalog.Names.Concat(stages))
        {
            Quarantines.Add(0, new KeyValuePair<string, object?>(SchemeLabel, kind));
            foreach (var outcome in new[] { Completed, Failed, Preempted, Lost }) CountAttempt(kind, outcome, 0);
        }
    }

    /// <summary>Counts what a change of a cell or stage means.</summary>
    internal static void Count(WorkRecord before, WorkRecord after, WorkEvent happened)
    {
        if (OutcomeOf(before, after, happened) is { } outcome) CountAttempt(after.Kind, outcome, 1);
        if (after.LostLeases > before.LostLeases) LeaseExpiries.Add(1);
        if (after.Status == WorkStatus.Quarantined && before.Status != WorkStatus.Quarantined)
            Quarantines.Add(1, new KeyValuePair<string, object?>(SchemeLabel, after.Kind));
    }

    private static string? OutcomeOf(WorkRecord before, WorkRecord after, WorkEvent happened) =>
        happened is WorkEvent.Completed ? Completed
        : after.LostLeases > before.LostLeases ? Lost
        : after.Preemptions > before.Preemptions ? Preempted
        : after.Failures.Length > before.Failures.Length ? Failed
        : null;

    private static void CountAttempt(string kind, string outcome, int count) => Attempts.Add(
        count, new KeyValuePair<string, object?>(SchemeLabel, kind), new KeyValuePair<string, object?>(OutcomeLabel, outcome));
}
