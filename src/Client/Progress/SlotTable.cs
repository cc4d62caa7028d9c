using System.Globalization;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JsccGrid.Client.Progress;

/// <summary>What slots are training, a row each, as many as there is room for.</summary>
internal static class SlotTable
{
    /// <param name="workers">All workers.</param>
    /// <param name="rows">The most rows to draw, heading included.</param>
    public static IRenderable Draw(IReadOnlyList<WorkerSnapshot> workers, int rows)
    {
        var several = workers.Count > 1;
        var slots = workers.SelectMany(worker => worker.Slots.Select(slot => (Worker: worker, Slot: slot))).ToList();
        if (slots.Count == 0) return new Markup("[yellow]no workers: nothing is trained until one comes[/]");
        var table = new Table().Border(TableBorder.None);
        string[] headings =
        [
            .. several ? ["[grey]worker[/]"] : Array.Empty<string>(),
            "[grey]slot[/]", "", "", "[grey]phase[/]", "[grey]epoch[/]", "[grey]loss[/]", "[grey]images/s[/]"
        ];
        foreach (var heading in headings) table.AddColumn(new TableColumn(heading).NoWrap());
        var room = Math.Max(1, rows - 1);
        var shown = slots.Count <= room
            ? slots
            : [.. slots.OrderBy(entry => entry.Slot.Work is null).Take(Math.Max(1, room - 1))];
        foreach (var (worker, slot) in shown) table.AddRow([.. several ? [Name(worker)] : Array.Empty<string>(), .. Cells(slot)]);
        if (shown.Count == slots.Count) return table;
        var hidden = slots.Except(shown).ToList();
        return new Rows(table, new Markup(FormattableString.Invariant(
            $"[grey]and {hidden.Count} more slots of {workers.Count} workers, {
                hidden.Count(entry => entry.Slot.Work is not null)} of them training[/]")));
    }

    private static string Name(WorkerSnapshot worker) =>
        Markup.Escape(worker.Registration.Worker) + (worker.CordonReason is null ? "" : " [yellow]cordoned[/]");

    private static string[] Cells(SlotSnapshot slot)
    {
        var progress = slot.Progress;
        return
        [
            $"{slot.Slot}",
            Markup.Escape(slot.Label ?? slot.Text()),
            progress is null ? "" : Bars.Draw(progress.Fraction),
            Markup.Escape(progress?.Phase ?? (slot.Label is null ? "" : slot.Text())),
            progress is null ? "" : $"{progress.Epoch}/{progress.Epochs}",
            progress?.Loss is { } loss ? loss.ToString("0.###", CultureInfo.InvariantCulture) : "",
            progress?.ImagesPerSecond is { } rate ? rate.ToString("0", CultureInfo.InvariantCulture) : "",
        ];
    }
}
