using System.Collections.Concurrent;
using JsccGrid.Experiments.Cells;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage.Works;

namespace JsccGrid.Silo.Workers;

/// <summary>Finds what a cell reads: data sets and weights on this machine, and outputs of stages, fetched once for all slots.</summary>
internal sealed class WorkerInputs(WorkStore store, WorkerOptions options, string cacheFolder)
{
    private readonly ConcurrentDictionary<WorkId, Lazy<Task<string>>> stages = [];

    /// <exception cref="WorkerFaultException">It is not on this machine.</exception>
    public string DataFolder(DataSetReference data) =>
        options.DataSets.TryGetValue(data.Fingerprint, out var folder) && Directory.Exists(folder)
            ? folder
            : throw new WorkerFaultException($"The data set '{data.Name}' (fingerprint {data.Fingerprint}) is not on worker {options.Name}.", isPermanent: true);

    /// <exception cref="WorkerFaultException">They are not on this machine.</exception>
    public string? WeightsFile(WeightsReference? weights)
    {
        if (weights is null) return null;
        return options.Weights.TryGetValue(weights.Sha256, out var file) && File.Exists(file)
            ? file
            : throw new WorkerFaultException($"The weights '{weights.Name}' (SHA-256 {weights.Sha256}) are not on worker {options.Name}.", isPermanent: true);
    }

    /// <summary>Folders with the outputs of stages, by key.</summary>
    /// <exception cref="JsccGrid.Storage.StoreCorruptException">The store's copy is damaged.</exception>
    public async Task<Dictionary<string, string>> StageFoldersAsync(IEnumerable<StageSpec> required, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in required.Select(stage => stage.Key)) folders.Add(key.Value, await StageFolderAsync(key, cancellationToken));
        return folders;
    }

    private async Task<string> StageFolderAsync(StageKey key, CancellationToken cancellationToken)
    {
        var stage = WorkId.Of(key);
        var download = stages.GetOrAdd(stage, _ => new Lazy<Task<string>>(() => DownloadAsync(key)));
        try
        {
            return await download.Value.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            stages.TryRemove(KeyValuePair.Create(stage, download));
            throw;
        }
    }

    private async Task<string> DownloadAsync(StageKey key)
    {
        var folder = Path.Combine(cacheFolder, key.Value);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await store.DownloadOutputsAsync(WorkId.Of(key), folder);
        return folder;
    }
}
