using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>grids</c>: all grids, in the order they are served; those that only the store remembers after them.</summary>
internal static class GridsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("grids", "List all grids with their priority, status and counts.") { SharedOptions.Json };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var rows = new List<Row>();
            if (session.Live is { } live) rows.AddRange((await new LiveGrids(session, live).ListAsync(cancellationToken)).Select(Row.Of));
            foreach (var name in (await session.Submissions.ListNamesAsync(cancellationToken))
                    .Where(name => rows.All(row => row.Name != name)))
                rows.Add(await StoredRowAsync(session, name, cancellationToken));
            if (parsed.GetValue(SharedOptions.Json)) foreach (var row in rows) terminal.Json(row);
            else Print(rows, session, terminal);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<Row> StoredRowAsync(GridSession session, string name, CancellationToken cancellationToken)
    {
        GridRecord? record = null;
        try
        {
            record = await session.Grids.ReadAsync(name, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreCorruptException or StoreAccessException)
        {
            session.Problems.Add(exception.Message);
        }
        var status = session.Place.Cluster is not null && session.Live is null ? "unreachable" : "stored";
        return new Row(name, null, status, record?.Cells ?? 0, null, null, null, null, record?.SubmittedAt ?? default);
    }

    private static void Print(List<Row> rows, GridSession session, Terminal terminal)
    {
        if (rows.Count == 0)
        {
            terminal.Line($"The {session.Place.Description} has no grids. 'jsccgrid submit demo' submits one.");
            return;
        }
        static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("grid", "priority", "status", "cells", "done", "training", "waiting", "failed", "submitted");
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Name), Text(row.Priority), row.Status, Text(row.Cells), Text(row.Committed),
                Text(row.Training), Text(row.Waiting), Text(row.Quarantined),
                row.SubmittedAt.ToString("u", CultureInfo.InvariantCulture));
        terminal.Console.Write(table);
        if (rows.Any(row => row.Status == "unreachable"))
            terminal.Line($"unreachable: {session.Absence} 'jsccgrid status GRID' counts what is done.");
        if (rows.Any(row => row.Status == "stored"))
            terminal.Line("stored: nothing works on it; 'jsccgrid status GRID' counts what is done.");
    }

    private sealed record Row(
        string Name, int? Priority, string Status, int Cells,
        int? Committed, int? Training, int? Waiting, int? Quarantined, DateTimeOffset SubmittedAt)
    {
        public static Row Of(GridSnapshot grid) => new(
            grid.Name, grid.Priority, grid.Status.Text(), grid.Cells.Total, grid.Cells.Committed, grid.Cells.Leased,
            grid.Cells.Waiting + grid.Cells.Ready + grid.Cells.Backoff + grid.Cells.Paused, grid.Cells.Quarantined, grid.SubmittedAt);
    }
}
