using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Servers;
using Spectre.Console;

namespace JsccGrid.Client.Clusters;

/// <summary>Which processes of a local cluster live.</summary>
internal sealed class ProcessTable(ProcessCluster cluster, Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task ShowAsync(bool json, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(
        [
            RowAsync(cluster.Redis, "coordination", cluster.Redis.Port, null, cancellationToken),
            RowAsync(cluster.Azurite, "store", cluster.Azurite.Port, null, cancellationToken),
            .. cluster.Nodes.Select(node => RowAsync(
                node, Describe(node), node.Ports.Gateway ?? node.Ports.Http, node.HttpAddress, cancellationToken)),
        ]);
        if (json)
        {
            foreach (var row in rows) terminal.Json(row);
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("process", "", "state", "pid", "address", "log");
        foreach (var row in rows)
            table.AddRow(row.Name, Markup.Escape(row.What), Colour(row.State), row.Pid?.ToString(CultureInfo.InvariantCulture) ?? "",
                row.Url?.GetLeftPart(UriPartial.Authority) ?? row.Port.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Path.GetRelativePath(Environment.CurrentDirectory, row.Log)));
        terminal.Console.Write(table);
    }

    private static async Task<Row> RowAsync(Server server, string what, int port, Uri? url, CancellationToken cancellationToken)
    {
        var process = server.Process;
        var state = !process.IsRunning ? "gone" : await AnswersAsync(server, cancellationToken) ? "ready" : "no answer";
        return new Row(process.Name, what, state, process.IsRunning ? process.Id : null, port, url, process.LogFile);
    }

    private static async Task<bool> AnswersAsync(Server server, CancellationToken cancellationToken)
    {
        try
        {
            return await server.AnswersAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Describe(NodeServer node) => node.Options.Role == NodeRole.Control ? "control silo"
        : node.Options.Settings.GetValueOrDefault("Worker:Slots") is { } slots
            ? $"worker, {slots} slot{(slots == "1" ? "" : "s")}"
            : "worker";

    private static string Colour(string state) => state == "ready" ? $"[green]{state}[/]" : $"[red]{state}[/]";

    private sealed record Row(string Name, string What, string State, int? Pid, int Port, Uri? Url, string Log);
}
