using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JsccGrid.Client.Progress;

/// <summary>A display that redraws itself: cells by state, and what every slot is training.</summary>
internal sealed class LiveView(Terminal terminal) : IRunView
{
    private const int BarWidth = 24;

    public async Task<RunFrame?> ShowAsync(IAsyncEnumerable<RunFrame> frames)
    {
        RunFrame? last = null;
        await terminal.Console.Live(new Text("starting…")).AutoClear(true).StartAsync(async display =>
        {
            await foreach (var frame in frames)
            {
                display.UpdateTarget(Draw(frame));
                last = frame;
            }
        });
        return last;
    }

    internal static IRenderable Draw(RunFrame frame)
    {
        var rows = new List<IRenderable> { Header(frame), Kinds(frame.Snapshot), Slots(frame.Workers) };
        if (frame.Snapshot.Quarantined.Length > 0)
        {
            rows.Add(new Markup("[red]quarantined[/]"));
            rows.AddRange(frame.Snapshot.Quarantined.Take(5)
                .Select(work => new Markup($"  {Markup.Escape(work.Label)}: {Markup.Escape(work.Reason ?? "")}")));
        }
        return new Rows(rows);
    }

    private static Markup Header(RunFrame frame)
    {
        var remaining = frame.Remaining is { } time ? $", about [bold]{Durations.Text(time)}[/] left" : "";
        return new Markup($"[bold]{Markup.Escape(frame.Snapshot.Name)}[/]  {frame.Snapshot.Cells.Committed} of {frame.Snapshot.Cells.Total} cells"
            + $"  {Durations.Text(frame.Elapsed)} elapsed{remaining}");
    }

    private static Table Kinds(GridSnapshot snapshot)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("", "", "[grey]done[/]", "[grey]training[/]", "[grey]ready[/]", "[grey]waiting[/]", "[grey]failed[/]");
        foreach (var kind in snapshot.StageKinds.Concat(snapshot.Schemes))
        {
            var counts = kind.Counts;
            table.AddRow(kind.Kind, Bar((double)counts.Committed / Math.Max(1, counts.Total)), $"{counts.Committed}/{counts.Total}",
                Count(counts.Leased), Count(counts.Ready), Count(counts.Waiting + counts.Backoff + counts.Paused), Count(counts.Quarantined));
        }
        return table;
    }

    private static Table Slots(IEnumerable<WorkerView> workers)
    {
        var table = new Table().Border(TableBorder.None)
            .AddColumns("[grey]slot[/]", "", "", "[grey]phase[/]", "[grey]epoch[/]", "[grey]loss[/]", "[grey]images/s[/]");
        foreach (var worker in workers)
        {
            foreach (var slot in worker.Slots)
            {
                var progress = slot.Progress;
                table.AddRow(
                    $"{slot.Slot}",
                    Markup.Escape(slot.Label ?? slot.Activity),
                    progress is null ? "" : Bar(progress.Fraction),
                    progress?.Phase ?? (slot.Label is null ? "" : slot.Activity),
                    progress is null ? "" : $"{progress.Epoch}/{progress.Epochs}",
                    progress?.Loss is { } loss ? loss.ToString("0.###", CultureInfo.InvariantCulture) : "",
                    progress?.ImagesPerSecond is { } rate ? rate.ToString("0", CultureInfo.InvariantCulture) : "");
            }
        }
        return table;
    }

    private static string Count(int count) => count == 0 ? "[grey]·[/]" : count.ToString(CultureInfo.InvariantCulture);

    private static string Bar(double fraction)
    {
        var filled = (int)Math.Round(fraction * BarWidth);
        return $"[green]{new string('━', filled)}[/][grey]{new string('─', BarWidth - filled)}[/]";
    }
}
