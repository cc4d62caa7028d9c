using System.Globalization;
using JsccGrid.Experiments.Text;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Presentation;

/// <summary>Why work is where it is, in one line.</summary>
public static class WhyText
{
    public static string Text(this WorkExplanation why)
    {
        var work = why.Work;
        return why.Code switch
        {
            WhyCode.WaitsForStage when why.Stage is { } stage =>
                $"waits for {stage.Label} ({stage.Work.Short}), which {StageState(stage, why.Progress)}",
            WhyCode.WaitsForStage => "waits for a stage nobody has submitted yet",
            WhyCode.NotOffered => "ready, and will be offered once its grid is wholly submitted",
            WhyCode.NoSlot or WhyCode.SlotsBusy or WhyCode.InLine => Ready(why),
            WhyCode.Training => Training(why),
            WhyCode.Stopping => $"{Training(why)}; asked to stop",
            WhyCode.Backoff =>
                $"backoff: attempt {work.Attempt} failed ({OneLine(work.Reason)}), next try in {Span(work.RetryAt!.Value - why.At)}",
            WhyCode.Paused => "paused: every grid that wants it is paused",
            WhyCode.Committed => work.Attempt == 0 || work.Since == default ? "committed" : $"committed {Span(why.At - work.Since)} ago",
            WhyCode.Quarantined => $"quarantined: {Quarantine(work)}",
            WhyCode.Cancelled => "cancelled: no grid wants it any more",
            _ => "unknown: not submitted since this cluster started",
        };
    }

    private static string Ready(WorkExplanation why)
    {
        var queue = why.Queue!;
        var slots = queue.Slots switch
        {
            0 => "no worker has a slot",
            1 => queue.BusySlots == 0 ? "1 slot, free" : "1 slot, busy",
            _ => queue.BusySlots >= queue.Slots ? $"{queue.Slots} slots, all busy" : $"{queue.Slots} slots, {queue.BusySlots} busy",
        };
        var cordoned = queue.CordonedWorkers == 0 ? "" : $", {Counted.Text(queue.CordonedWorkers, "worker")} cordoned";
        var last = why.Work.Reason is null ? "" : $"; before that: {OneLine(why.Work.Reason)}";
        return $"ready since {Span(why.At - why.Work.Since)}: {slots}{cordoned}; {Counted.Text(why.Ahead, "cell")} ahead{last}";
    }

    private static string Training(WorkExplanation why)
    {
        var work = why.Work;
        return $"trains on {work.Worker} slot {work.Slot} since {Span(why.At - work.Since)}, attempt {work.Attempt}{At(why.Progress)}";
    }

    private static string Quarantine(WorkSnapshot work)
    {
        var tail = work.LogTail.IsEmpty ? "" : $"; last line: {OneLine(work.LogTail[^1])}";
        var failures = work.Failures switch
        {
            0 => "",
            1 => " (1 failure)",
            var count => $" ({count} failures)",
        };
        return $"{OneLine(work.Reason)}{failures}{tail}";
    }

    private static string StageState(WorkSnapshot stage, WorkProgress? progress) => stage.Status switch
    {
        WorkStatus.Leased => $"trains on {stage.Worker} slot {stage.Slot}{At(progress)}",
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
    private static string OneLine(string? text) =>
        string.Join(' ', (text ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string At(WorkProgress? progress) =>
        progress is null ? "" : $", {progress.Phase} epoch {progress.Epoch} of {progress.Epochs}";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Round(span.TotalSeconds)):0} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
    };
}
