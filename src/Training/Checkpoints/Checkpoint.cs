using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Tensors;
using static TorchSharp.torch;

namespace JsccGrid.Training.Checkpoints;

/// <summary>
/// Everything that training needs to go on bit for bit, in one folder:
/// <code>
/// state.json             where training stands
/// model.safetensors      parameters and buffers, as network.name
/// optimizer.safetensors  velocities of the current phase's optimizer; empty between phases
/// random.safetensors     states of the random streams, as streams.purpose, and the data order of the current epoch, as order
/// manifest.json          size and SHA-256 of each of these
/// </code>
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string StateFile = "state.json";
    private const string ModelFile = "model.safetensors";
    private const string OptimizerFile = "optimizer.safetensors";
    private const string RandomFile = "random.safetensors";
    private const string ManifestFile = "manifest.json";
    private const string OrderKey = "order";
    private const string StreamPrefix = "streams.";

    private readonly SafetensorsContent model, optimizer, random;

    private Checkpoint(string folder)
    {
        State = ReadJson<TrainingState>(folder, StateFile);
        model = SafetensorsFile.Read(Path.Combine(folder, ModelFile));
        optimizer = SafetensorsFile.Read(Path.Combine(folder, OptimizerFile));
        random = SafetensorsFile.Read(Path.Combine(folder, RandomFile));
    }

    public TrainingState State { get; }

    public IReadOnlyDictionary<string, Tensor> Model => model.Tensors;

    public IReadOnlyDictionary<string, Tensor> Optimizer => optimizer.Tensors;

    /// <summary>States of the random streams by purpose.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Streams => random.Tensors
        .Where(tensor => tensor.Key.StartsWith(StreamPrefix, StringComparison.Ordinal))
        .Select(tensor => KeyValuePair.Create(tensor.Key[StreamPrefix.Length..], tensor.Value));

    /// <summary>int64 [N]: the order in which the current epoch takes the training samples; null between epochs.</summary>
    public Tensor? Order => random.Tensors.GetValueOrDefault(OrderKey);

    /// <summary>Writes a checkpoint as a new folder, which appears whole or not at all.</summary>
    public static EquatableList<OutputFile> Write(
        string folder,
        TrainingState state,
        IReadOnlyDictionary<string, Tensor> model,
        IReadOnlyDictionary<string, Tensor> optimizer,
        IReadOnlyDictionary<string, Tensor> streams,
        Tensor? order) => OutputFolder.Write(folder, unfinished =>
    {
        var random = streams.ToDictionary(stream => StreamPrefix + stream.Key, stream => stream.Value);
        if (order is not null) random.Add(OrderKey, order);
        WriteJson(unfinished, StateFile, state);
        SafetensorsFile.Write(Path.Combine(unfinished, ModelFile), model);
        SafetensorsFile.Write(Path.Combine(unfinished, OptimizerFile), optimizer);
        SafetensorsFile.Write(Path.Combine(unfinished, RandomFile), random);
        WriteJson(unfinished, ManifestFile, new CheckpointManifest(TrainingState.CurrentFormat, OutputFolder.Describe(unfinished)));
    });

    /// <summary>Reads a checkpoint after checking every file against the manifest.</summary>
    /// <exception cref="CorruptCheckpointException">A file is missing or not as it was written.</exception>
    /// <exception cref="ForeignCheckpointException">It belongs to other work, or to a newer version of this program.</exception>
    public static Checkpoint Read(string folder, WorkId expected)
    {
        Verify(folder);
        var checkpoint = new Checkpoint(folder);
        if (checkpoint.State.Work == expected) return checkpoint;
        using (checkpoint) throw new ForeignCheckpointException(folder, checkpoint.State.Work, expected);
    }

    public void Dispose()
    {
        model.Dispose();
        optimizer.Dispose();
        random.Dispose();
    }

    private static void Verify(string folder)
    {
        if (!Directory.Exists(folder)) throw new CorruptCheckpointException(folder, "there is no such folder");
        var manifest = ReadJson<CheckpointManifest>(folder, ManifestFile);
        if (manifest.Format > TrainingState.CurrentFormat) throw new ForeignCheckpointException(folder, manifest.Format);
        var found = OutputFolder.Describe(folder).ToDictionary(file => file.Name);
        foreach (var file in manifest.Files)
        {
            if (!found.TryGetValue(file.Name, out var actual)) throw new CorruptCheckpointException(folder, $"{file.Name} is missing");
            if (actual.Size != file.Size)
                throw new CorruptCheckpointException(folder, $"{file.Name} has {actual.Size} bytes instead of {file.Size}");
            if (actual != file) throw new CorruptCheckpointException(folder, $"{file.Name} has another SHA-256 than when it was written");
        }
    }

    private static T ReadJson<T>(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new CorruptCheckpointException(folder, $"{name} is missing");
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), ExperimentJson.Compact)
                ?? throw new CorruptCheckpointException(folder, $"{name} is empty");
        }
        catch (JsonException exception)
        {
            throw new CorruptCheckpointException(folder, $"{name} is not valid ({exception.Message})", exception);
        }
    }

    private static void WriteJson<T>(string folder, string name, T value) =>
        OutputFolder.WriteText(Path.Combine(folder, name), JsonSerializer.SerializeToUtf8Bytes(value, ExperimentJson.Indented));
}
