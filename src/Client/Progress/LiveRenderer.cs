using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JsccGrid.Client.Progress;

/// <summary>A display that redraws itself: cells by state, and what every slot is training.</summary>
internal sealed class LiveRenderer(Terminal terminal) : IRunRenderer
{
    private const int QuarantinedShown = 5;

    public async Task<RunFrame?> ShowAsync(IAsyncEnumerable<RunFrame> frames)
    {
        RunFrame? last = null;
        await terminal.Console.Live(new Text("starting…")).AutoClear(true).StartAsync(async display =>
        {
            await foreach (var frame in frames)
            {
                // The last line of a terminal stays free: the cursor stands there.
                display.UpdateTarget(Draw(frame, terminal.Console.Profile.Height - 1, terminal.Console.Profile.Width));
                last = frame;
            }
        });
        return last;
    }

    /// <param name="frame">What to show.</param>
    /// <param name="height">Lines there are; rows of slots give way first.</param>
    /// <param name="width">Columns there are.</param>
    internal static IRenderable Draw(RunFrame frame, int height = int.MaxValue, int width = int.MaxValue)
    {
        var quarantined = Quarantined(frame.Snapshot, width);
        var used = 2 + frame.Snapshot.StageKinds.Length + frame.Snapshot.Schemes.Length + quarantined.Count;
        return new Rows([Header(frame), Kinds(frame.Snapshot), SlotTable.Draw(frame.Workers, height - used), .. quarantined]);
    }

    /// <summary>The grid alone, without the slots that many grids share.</summary>
    internal static IRenderable DrawGrid(RunFrame frame, int width) =>
        new Rows([Header(frame), Kinds(frame.Snapshot), .. Quarantined(frame.Snapshot, width)]);

    private static Markup Header(RunFrame frame)
    {
        var snapshot = frame.Snapshot;
        var status = snapshot.Status switch
        {
            GridStatus.Running => "",
            var other => $"  [yellow]{other.Text()}[/]",
        };
        var remaining = frame.Remaining is { } time && snapshot.Status == GridStatus.Running
            ? $", about [bold]{Durations.Text(time)}[/] left"
            : "";
        var silence = frame.Silence is { } silent ? $"  [red]no answer for {Durations.Text(silent)}, reconnecting[/]" : "";
        return new Markup($"[bold]{Markup.Escape(snapshot.Name)}[/]{status}  {snapshot.Cells.Committed} of {snapshot.Cells.Total} cells"
            + $"  {Durations.Text(frame.Elapsed)} elapsed{remaining}{silence}");
    }

    private static Table Kinds(GridSnapshot snapshot)
    {
        var table = new Table().Border(TableBorder.None)
            .AddColumns("", "", "[grey]done[/]", "[grey]training[/]", "[grey]ready[/]", "[grey]waiting[/]", "[grey]failed[/]");
        foreach (var column in table.Columns) column.NoWrap();
        foreach (var kind in snapshot.StageKinds.Concat(snapshot.Schemes))
        {
            var counts = kind.Counts;
            table.AddRow(kind.Kind, Bars.Draw((double)counts.Committed / Math.Max(1, counts.Total)), $"{counts.Committed}/{counts.Total}",
                Count(counts.Leased), Count(counts.Ready),
                Count(counts.Waiting + counts.Backoff + counts.Paused), Count(counts.Quarantined));
        }
        return table;
    }

    /// <summary>What failed by itself before what failed with its stage.</summary>
    private static List<IRenderable> Quarantined(GridSnapshot snapshot, int width)
    {
        var all = snapshot.Cells.Quarantined + snapshot.Stages.Quarantined;
        if (snapshot.Quarantined.Length == 0) return [];
        var shown = snapshot.Quarantined.OrderBy(work => work.BlockingStage is not null).Take(QuarantinedShown)
            .Select(work => new Text(Clip($"  {work.Label}: {work.Reason}", width))).ToList<IRenderable>();
        return [new Markup("[red]quarantined[/]"), .. shown,
            .. all > shown.Count ? [new Text($"  and {all - shown.Count} more")] : Array.Empty<Text>()];
    }

    /// <summary>One line, no longer than there is room for.</summary>
    private static string Clip(string text, int width)
    {
        var line = text.Split('\n')[0];
        return line.Length <= width ? line : $"{line[..Math.Max(0, width - 1)]}…";
    }

    private static string Count(int count) => count == 0 ? "[grey]·[/]" : count.ToString(CultureInfo.InvariantCulture);
}
