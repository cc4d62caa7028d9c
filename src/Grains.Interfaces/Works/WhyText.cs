using System.Globalization;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Works;

/// <summary>Why work is where it is, in one line.</summary>
internal static class WorkReasons
{
    public const string NotOffered = "ready, and will be offered once its grid is wholly submitted";

    public static string Waiting(WorkView? stage) => stage is null
        ? "waits for a stage nobody has submitted yet"
        : $"waits for {stage.Label} ({stage.Work.Short}), which {StageState(stage)}";

    public static string Ready(WorkRecord record, QueueView queue, int ahead, DateTimeOffset now)
    {
        var slots = queue.Slots switch
        {
            0 => "no worker has a slot",
            1 => queue.BusySlots == 0 ? "1 slot, free" : "1 slot, busy",
            _ => queue.BusySlots >= queue.Slots ? $"{queue.Slots} slots, all busy" : $"{queue.Slots} slots, {queue.BusySlots} busy",
        };
        var cordoned = queue.CordonedWorkers switch
        {
            0 => "",
            1 => ", 1 worker cordoned",
            _ => $", {queue.CordonedWorkers} workers cordoned",
        };
        var last = record.Reason is null ? "" : $"; before that: {OneLine(record.Reason)}";
        return $"ready since {Span(now - record.Since)}: {slots}{cordoned}; {ahead} {(ahead == 1 ? "cell" : "cells")} ahead{last}";
    }

    public static string Leased(WorkRecord record, WorkProgress? progress, DateTimeOffset now)
    {
        var stopping = record.Demand == WorkDemand.Run ? "" : "; asked to stop";
        var since = Span(now - record.Since);
        return $"trains on {record.Worker} slot {record.Slot} since {since}, attempt {record.Attempt}{At(progress)}{stopping}";
    }

    public static string Other(WorkRecord record, DateTimeOffset now) => record.Status switch
    {
        WorkStatus.Backoff => $"backoff: attempt {record.Attempt} failed ({OneLine(record.Reason)}), next try in {Span(record.Deadline!.Value - now)}",
        WorkStatus.Paused => "paused: every grid that wants it is paused",
        WorkStatus.Committed => record.Attempt == 0 ? "committed" : $"committed {Span(now - record.Since)} ago",
        WorkStatus.Quarantined => $"quarantined: {Quarantine(record)}",
        WorkStatus.Cancelled => "cancelled: no grid wants it any more",
        _ => "unknown: not submitted since this cluster started",
    };

    private static string Quarantine(WorkRecord record)
    {
        var tail = record.LogTail.IsEmpty ? "" : $"; last line: {OneLine(record.LogTail[^1])}";
        var failures = record.Failures.Length switch
        {
            0 => "",
            1 => " (1 failure)",
            var count => $" ({count} failures)",
        };
        return $"{OneLine(record.Reason)}{failures}{tail}";
    }

    private static string StageState(WorkView stage) => stage.Status switch
    {
        WorkStatus.Leased => $"trains on {stage.Worker} slot {stage.Slot}{At(stage.Progress)}",
        WorkStatus.Ready => "waits for a free slot",
        WorkStatus.Waiting => "waits for another stage",
        WorkStatus.Backoff => $"failed ({OneLine(stage.Reason)}) and will be tried again",
        WorkStatus.Quarantined => $"is quarantined: {OneLine(stage.Reason)}",
        WorkStatus.Paused => "is paused",
        WorkStatus.Committed => "has just been committed",
        WorkStatus.Cancelled => "is cancelled",
        _ => "is not known yet",
    };

    /// <summary>Reasons come from elsewhere.</summary>
    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string At(WorkProgress? progress) =>
        progress is null ? "" : $", {progress.Phase} epoch {progress.Epoch} of {progress.Epochs}";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Round(span.TotalSeconds)):0} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
    };
}
