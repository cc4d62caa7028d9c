using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Progress;

/// <summary>A line per event, for logs and pipes.</summary>
internal sealed class PlainRenderer(Terminal terminal) : IRunRenderer
{
    public async Task<RunFrame?> ShowAsync(IAsyncEnumerable<RunFrame> frames)
    {
        RunFrame? last = null;
        await foreach (var frame in frames)
        {
            if (last is null && frame.Snapshot.Cells.Committed > 0)
                terminal.Line($"{frame.Snapshot.Cells.Committed} of {frame.Snapshot.Cells.Total} cells are already in the store");
            if (frame.Silence is not null && last?.Silence is null)
                terminal.Line($"{Durations.Text(frame.Elapsed),7}  reconnecting: nobody answers");
            if (frame.Silence is null && last?.Silence is not null) terminal.Line($"{Durations.Text(frame.Elapsed),7}  connected again");
            foreach (var happened in frame.Events) terminal.Line(Describe(happened, frame));
            if (last is not null && frame.Snapshot.Status != last.Snapshot.Status)
                terminal.Line(
                    $"{Durations.Text(frame.Elapsed),7}  {frame.Snapshot.Name} is {frame.Snapshot.Status.Text()}");
            last = frame;
        }
        return last;
    }

    private static string Describe(GridEvent happened, RunFrame frame)
    {
        var what = happened.Kind switch
        {
            GridEventKind.Started => "started",
            GridEventKind.Committed => "committed",
            GridEventKind.Retrying => "retrying",
            GridEventKind.Quarantined => "QUARANTINED",
            GridEventKind.Preempted => "preempted",
            _ => happened.Kind.ToString(),
        };
        var cells = frame.Snapshot.Cells;
        var text = happened.Text.Length > 0 ? $": {happened.Text}" : "";
        var remaining = frame.Remaining is { } time ? $", about {Durations.Text(time)} left" : "";
        return $"{Durations.Text(happened.At - frame.Snapshot.SubmittedAt),7}  {what,-11} {happened.Label}{text}  "
            + $"[{cells.Committed}/{cells.Total} cells{remaining}]";
    }
}
