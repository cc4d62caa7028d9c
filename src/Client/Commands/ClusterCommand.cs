using System.CommandLine;
using JsccGrid.Client.Clusters;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Client.Commands;

/// <summary><c>cluster up</c>, <c>cluster down</c>, <c>cluster status</c>: a whole cluster on this machine, to play with.</summary>
internal static class ClusterCommand
{
    private const int MaxProcesses = 100;

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "For its data, logs and cluster file.",
        DefaultValueFactory = _ => LocalClusterFolder.Default,
        HelpName = "folder",
    };

    public static Command Create(Terminal terminal) => new(
        "cluster", "A whole cluster as processes of this machine: Redis, Azurite, silos, workers.")
    {
        Up(terminal), Down(terminal), Status(terminal),
    };

    private static Command Up(Terminal terminal)
    {
        var silos = NumberOption.Whole(
            "--silos", new BoundsAttribute(1, MaxProcesses), "Control silos. Default: 2, or as many as there were in the folder.");
        var workers = NumberOption.Whole(
            "--workers", new BoundsAttribute(0, MaxProcesses), "Worker processes. Default: 2, or as many as there were in the folder.");
        var slots = NumberOption.Whole(
            "--slots", SharedOptions.SlotBounds,
            "Cells each worker trains at a time. Default: what this machine can feed, shared between them.");
        var checkpointSeconds = NumberOption.Real(
            "--checkpoint-seconds", SharedOptions.CheckpointBounds, "Seconds between checkpoints of a cell. Default: 30.");
        var command = new Command("up", "Start a cluster, or what is missing of one. It outlives this terminal.")
        {
            silos, workers, slots, checkpointSeconds, Folder, SharedOptions.Json
        };
        command.SetAction((parsed, cancellationToken) =>
            new LocalClusterControl(parsed.GetRequiredValue(Folder), terminal, parsed.GetValue(SharedOptions.Json)).UpAsync(
                new LocalClusterSize(parsed.GetValue(silos), parsed.GetValue(workers), parsed.GetValue(slots),
                    parsed.GetValue(checkpointSeconds)),
                cancellationToken));
        return command;
    }

    private static Command Down(Terminal terminal)
    {
        var wipe = new Option<bool>("--wipe") { Description = "Delete its folder too: results, checkpoints, everything." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before wiping." };
        var command = new Command("down", "Drain the workers and stop the cluster; its data stay.")
        {
            wipe, yes, Folder, SharedOptions.Json
        };
        command.SetAction((parsed, _) =>
            new LocalClusterControl(parsed.GetRequiredValue(Folder), terminal, parsed.GetValue(SharedOptions.Json))
                .DownAsync(parsed.GetValue(wipe), parsed.GetValue(yes)));
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var command = new Command("status", "Show which processes of the cluster live, with their ids and logs.")
        {
            Folder, SharedOptions.Json
        };
        command.SetAction((parsed, cancellationToken) =>
            new LocalClusterControl(parsed.GetRequiredValue(Folder), terminal, parsed.GetValue(SharedOptions.Json))
                .StatusAsync(cancellationToken));
        return command;
    }
}
