using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Progress;

/// <summary>One JSON object per line: an event as it happens, and a snapshot whenever the counts changed.</summary>
internal sealed class JsonRenderer(Terminal terminal) : IRunRenderer
{
    public async Task<RunFrame?> ShowAsync(IAsyncEnumerable<RunFrame> frames)
    {
        RunFrame? last = null;
        await foreach (var frame in frames)
        {
            if ((frame.Silence is null) != (last?.Silence is null))
                terminal.Json(new { Event = frame.Silence is null ? "connected" : "reconnecting" });
            foreach (var happened in frame.Events)
                terminal.Json(new EventLine(
                    happened.Kind.ToString().ToLowerInvariant(), happened.At, happened.Work, happened.Label, happened.Text));
            if (last?.Snapshot.Version != frame.Snapshot.Version)
                terminal.Json(new SnapshotLine(
                    "snapshot", frame.Snapshot.Status.Text(),
                    frame.Snapshot.Cells, frame.Snapshot.Stages,
                    Math.Round(frame.Elapsed.TotalSeconds, 1),
                    frame.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds) : null));
            last = frame;
        }
        return last;
    }

    private sealed record EventLine(string Event, DateTimeOffset At, WorkId Work, string Label, string Text);

    private sealed record SnapshotLine(
        string Event, string Status, StatusCounts Cells, StatusCounts Stages, double ElapsedSeconds, double? RemainingSeconds);
}
