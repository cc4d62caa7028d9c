using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Storage;

namespace JsccGrid.Chaos.Runs;

/// <summary>Keeps what tells how a violation came about.</summary>
internal sealed class Evidence(ChaosCluster cluster, CommitBook book, Action<string> log)
{
    private const string FolderName = "violations";

    /// <summary>Writes manifest and log of every cell or stage concerned into the run's folder.</summary>
    public async Task KeepAsync()
    {
        foreach (var work in book.Violations.Select(violation => violation.Work).OfType<Experiments.Cells.WorkId>().Distinct())
        {
            var folder = Directory.CreateDirectory(Path.Combine(cluster.Options.Folder, FolderName, work.Short)).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "log.jsonl"), await cluster.Store.ReadLogAsync(work, CancellationToken.None));
            if (await cluster.Store.ReadAsync(StoreLayout.Manifest(work), CancellationToken.None) is { } manifest)
                await File.WriteAllBytesAsync(Path.Combine(folder, "manifest.json"), manifest.Content);
            log($"The history of {work} is in {folder}.");
        }
    }
}
