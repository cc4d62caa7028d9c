using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Serialization;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage;

namespace JsccGrid.Client.Clusters;

/// <summary>Starts, shows and stops the local cluster of a folder.</summary>
internal sealed class LocalClusterControl(string folder, Terminal terminal, bool json)
{
    private bool IsDefault => Path.GetFullPath(folder) == Path.GetFullPath(LocalClusterFolder.Default);

    /// <exception cref="ServerStartException">Something is not installed or does not come up.</exception>
    public async Task<int> UpAsync(LocalClusterSize size, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux()) throw new UserException("A local cluster needs Linux.", ExitCode.BadEnvironment);
        using var former = ProcessCluster.Find(folder, LocalClusterFolder.Program);
        if (!json)
            terminal.Line(former is null
                ? $"Starting a cluster in {folder} …"
                : $"Starting what is missing of the cluster in {folder} …");
        using var cluster = await ProcessCluster.StartAsync(
            new ProcessClusterOptions
            {
                Folder = folder, Program = LocalClusterFolder.Program,
                Nodes = size.Nodes(former), IsDetached = true
            }, cancellationToken);
        var address = new ClusterAddress
        {
            Id = cluster.Id,
            Redis = cluster.Redis.ConnectionString,
            Store = new StoreOptions { ConnectionString = cluster.Azurite.ConnectionString, Container = cluster.Container },
        };
        PrivateFiles.Write(
            LocalClusterFolder.AddressFile(Path.GetFullPath(folder)),
            JsonSerializer.SerializeToUtf8Bytes(address, ExperimentJson.Indented));
        await new ProcessTable(cluster, terminal).ShowAsync(json, cancellationToken);
        if (!json) PrintNextSteps(cluster);
        return ExitCode.Success;
    }

    public async Task<int> StatusAsync(CancellationToken cancellationToken)
    {
        using var cluster = Require();
        await new ProcessTable(cluster, terminal).ShowAsync(json, cancellationToken);
        return ExitCode.Success;
    }

    public async Task<int> DownAsync(bool wipe, bool yes)
    {
        using var cluster = Require();
        if (wipe && !Confirmation.Ask(terminal, $"Delete {folder} with all results and checkpoints in it?", yes))
            return ExitCode.Interrupted;
        var running = cluster.Processes.Count(process => process.IsRunning);
        if (!json && running > 0) terminal.Line("Draining the workers, then stopping silos, Redis and Azurite …");
        var killed = await cluster.StopAsync();
        if (wipe) Directory.Delete(folder, recursive: true);
        if (json)
        {
            terminal.Json(new { Stopped = running, Killed = killed, Wiped = wipe });
            return ExitCode.Success;
        }
        terminal.Line(running == 0
            ? "Nothing was running."
            : $"{running} processes stopped{(killed.Count == 0 ? "" : $"; too slow and killed: {string.Join(", ", killed)}")}.");
        terminal.Line(wipe
            ? $"{folder} is deleted."
            : $"The data stay in {folder}: '{CommandFor("up")}' goes on from them, '{CommandFor("down")} --wipe' deletes them.");
        return ExitCode.Success;
    }

    /// <exception cref="UserException">There is none.</exception>
    private ProcessCluster Require() => ProcessCluster.Find(folder, LocalClusterFolder.Program)
        ?? throw new UserException($"There is no cluster in '{folder}'. '{CommandFor("up")}' starts one.");

    private void PrintNextSteps(ProcessCluster cluster)
    {
        if (!IsDefault) terminal.Line($"  export {GridPlace.Variable}={LocalClusterFolder.AddressFile(Path.GetFullPath(folder))}");
        terminal.Line("  jsccgrid submit demo --watch     trains the demo on it");
        terminal.Line($"  {CommandFor("status"),-31}  shows which processes live");
        if (cluster.Workers.Count > 0)
            terminal.Line($"  {$"kill -9 {cluster.Workers[0].Process.Id}",-31}  kills {cluster.Workers[0].Name}: nothing is lost; "
                + $"'{CommandFor("up")}' starts it anew");
        terminal.Line($"  {CommandFor("down"),-31}  stops it; its data stay");
    }

    private string CommandFor(string verb) => $"jsccgrid cluster {verb}{(IsDefault ? "" : $" --folder {folder}")}";
}
