using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Worker.Inputs;

/// <summary>
/// Brings what a cell reads to this machine: data sets and weights from where the settings say they are, else from the store;
/// programs and outputs of stages from the store.
/// </summary>
internal sealed class WorkerInputs(IObjectStore objects, WorkStore store, WorkerOptions options, InputCache cache)
{
    private readonly DataSetArchive dataSets = new(objects);
    private readonly WeightsArchive weightFiles = new(objects);
    private readonly ProgramArchive programs = new(objects);

    /// <exception cref="WorkerFaultException">Something is neither on this machine nor in the store.</exception>
    /// <exception cref="JsccGrid.Storage.StoreCorruptException">The store's copy is damaged.</exception>
    public async Task<PreparedInputs> PrepareAsync(WorkSpec spec, CancellationToken cancellationToken)
    {
        var inputs = new PreparedInputs();
        try
        {
            inputs.DataFolder = await DataFolderAsync(spec.Data, inputs, cancellationToken);
            if (spec.Weights is { } weights) inputs.WeightsFile = await WeightsFileAsync(weights, inputs, cancellationToken);
            if (spec.Cell?.Scheme.Program is { } program)
                inputs.ProgramFolder = await ProgramFolderAsync(program, inputs, cancellationToken);
            foreach (var key in spec.RequiredStages.Select(stage => stage.Key))
                inputs.StageFolders.Add(
                    key.Value, inputs.Keep(await cache.UseAsync($"stage-{key.Value}", FetchStage(key), cancellationToken)));
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private async Task<string> DataFolderAsync(DataSetReference data, PreparedInputs inputs, CancellationToken cancellationToken)
    {
        if (options.DataSets.TryGetValue(data.Fingerprint, out var folder) && Directory.Exists(folder)) return folder;
        return inputs.Keep(await cache.UseAsync(
            $"data-{data.Fingerprint}",
            async (path, token) =>
            {
                if (!await dataSets.DownloadAsync(data.Fingerprint, path, token))
                    throw Missing($"The data set '{data.Name}' (fingerprint {data.Fingerprint}) is", folder);
            },
            cancellationToken));
    }

    private async Task<string> WeightsFileAsync(WeightsReference weights, PreparedInputs inputs, CancellationToken cancellationToken)
    {
        if (options.Weights.TryGetValue(weights.Sha256, out var file) && File.Exists(file)) return file;
        return inputs.Keep(await cache.UseAsync(
            $"weights-{weights.Sha256}.safetensors",
            async (path, token) =>
            {
                if (!await weightFiles.DownloadAsync(weights.Sha256, path, token))
                    throw Missing($"The weights '{weights.Name}' (SHA-256 {weights.Sha256}) are", file);
            },
            cancellationToken));
    }

    private async Task<string> ProgramFolderAsync(ProgramDescription program, PreparedInputs inputs, CancellationToken cancellationToken) =>
        inputs.Keep(await cache.UseAsync(
            $"program-{ExperimentJson.Hash(program.Files)}",
            async (path, token) =>
            {
                if (await programs.DownloadAsync(program, path, token) is { } missing)
                    throw Missing($"The file '{missing}' of the program '{program.Title}' is", null);
            },
            cancellationToken));

    private Func<string, CancellationToken, Task> FetchStage(StageKey key) => async (path, token) =>
    {
        Directory.CreateDirectory(path);
        await store.DownloadOutputsAsync(WorkId.Of(key), path, token);
    };

    private WorkerFaultException Missing(string what, string? place)
    {
        var where = place is null ? "" : $" '{place}', where its settings say, does not exist.";
        return new WorkerFaultException(
            $"{what} not on worker {options.Name}.{where} The store has no copy; submitting the grid uploads one.",
            FailureCause.Data, isPermanent: true);
    }
}
