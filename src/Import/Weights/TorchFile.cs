using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Import.Weights;

/// <summary>
/// Reads what <c>torch.save</c> wrote: a zip archive with a pickle and a file for each storage or, before PyTorch 1.6, pickles with the
/// storages behind them (torch/serialization.py). No Python runs.
/// </summary>
internal static class TorchFile
{
    private static readonly BigInteger LegacyMagic = BigInteger.Parse(
        "119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where trainings keep the weights in a checkpoint.</summary>
    private static readonly string[] WeightKeys = ["state_dict", "model_state_dict", "model", "net", "network", "backbone"];

    /// <summary>How often the same numbers may be given names: shared layers are a few, a hostile file has many.</summary>
    private const int MaxViews = 4;

    private const int MaxByteOrder = 16;

    /// <exception cref="FormatException">The file is damaged, or holds something else than weights.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static IReadOnlyList<NamedTensor> ReadArchive(Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Any(entry => entry.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)))
            throw new FormatException("a TorchScript program; expected weights: torch.save(model.state_dict(), FILE)");
        RequireStored(archive, file.Length);
        var pickle = archive.Entries.FirstOrDefault(entry => entry.Name == "data.pkl")
            ?? throw new FormatException("an archive without data.pkl; expected one that torch.save wrote");
        var folder = pickle.FullName[..^"data.pkl".Length];
        if (archive.GetEntry(folder + "byteorder") is { Length: <= MaxByteOrder } order
            && Encoding.ASCII.GetString(ReadWhole(order)).Trim() == "big")
            throw new FormatException("its numbers are big-endian; expected little-endian ones");
        var tensors = Weights(new PickleReader(new MemoryStream(ReadWhole(pickle))).Read());
        return Gather(tensors, storage => ReadStorage(archive.GetEntry($"{folder}data/{storage.Key}"), storage));
    }

    /// <inheritdoc cref="ReadArchive"/>
    public static IReadOnlyList<NamedTensor> ReadLegacy(Stream file)
    {
        var pickles = new PickleReader(file);
        if (pickles.Read() is not BigInteger magic || magic != LegacyMagic)
            throw new FormatException("a Python pickle that torch.save did not write");
        if (pickles.Read() is not 1001L) throw new FormatException("of another version of torch.save than 1001");
        pickles.Read(); // what the machine was that wrote it
        var tensors = Weights(pickles.Read());
        if (pickles.Read() is not List<object?> keys) throw new FormatException("its pickle is damaged: no list of storages");
        var storages = tensors.Select(tensor => tensor.Value.Storage).DistinctBy(storage => storage.Key)
            .ToDictionary(storage => storage.Key);
        var contents = new Dictionary<string, byte[]>();
        var count = new byte[sizeof(long)];
        foreach (var key in keys.OfType<string>())
        {
            // Of a storage that the weights do not use (an optimizer's) the size of an element is not known here.
            if (!storages.TryGetValue(key, out var storage))
                throw new FormatException("it holds more than weights; save these alone: torch.save(model.state_dict(), FILE)");
            if (file.ReadAtLeast(count, count.Length, throwOnEndOfStream: false) < count.Length) throw new FormatException("it is cut off");
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count)
                throw new FormatException($"it is damaged: storage {key} has another size than its pickle says");
            contents[key] = ReadWhole(file, storage.Length);
        }
        return Gather(tensors, storage => contents.GetValueOrDefault(storage.Key)
            ?? throw new FormatException($"it is cut off: storage {storage.Key} is not there"));
    }

    private static List<NamedTensor> Gather(List<KeyValuePair<string, TorchTensor>> tensors, Func<TorchStorage, byte[]> read)
    {
        if (tensors.Sum(tensor => tensor.Value.Length)
            > MaxViews * tensors.Select(tensor => tensor.Value.Storage).DistinctBy(storage => storage.Key).Sum(storage => storage.Length))
            throw new FormatException($"it gives the same numbers more than {MaxViews} names; expected a network's weights");
        var storages = new Dictionary<string, byte[]>();
        var result = new List<NamedTensor>();
        foreach (var (name, tensor) in tensors)
        {
            if (!storages.TryGetValue(tensor.Storage.Key, out var bytes)) storages[tensor.Storage.Key] = bytes = read(tensor.Storage);
            if (bytes.Length != tensor.Storage.Length)
                throw new FormatException($"it is damaged: two tensors disagree about the size of storage {tensor.Storage.Key}");
            result.Add(new NamedTensor(name, tensor.Storage.Type, tensor.Shape, tensor.Gather(bytes)));
        }
        return result;
    }

    /// <summary>
    /// The tensors of a state dictionary, or of the one in a checkpoint: there the dictionary itself may hold tensors beside it, such as
    /// the epoch, but no network.
    /// </summary>
    private static List<KeyValuePair<string, TorchTensor>> Weights(object? root)
    {
        if (root is not PickleDictionary dictionary)
            throw new FormatException($"it holds {(root is TorchTensor ? "a single tensor" : "no dictionary")}; expected weights: "
                + "torch.save(model.state_dict(), FILE)");
        var tensors = TensorsOf(dictionary);
        if (!tensors.Any(tensor => tensor.Key.EndsWith(BackboneWeights.Stem, StringComparison.Ordinal)))
        {
            var inner = dictionary.Items.Where(item => item.Key is string key && WeightKeys.Contains(key))
                .Select(item => (item.Key, Tensors: item.Value is PickleDictionary weights ? TensorsOf(weights) : []))
                .Where(item => item.Tensors.Count > 0).ToList();
            if (inner.Count == 1) tensors = inner[0].Tensors;
            else if (inner.Count > 1)
                throw new FormatException(
                    $"it holds several networks: {string.Join(", ", inner.Select(item => $"'{item.Key}'"))}; expected one");
        }
        if (tensors.Count == 0)
            throw new FormatException(
                $"it holds no weights, only {string.Join(", ", dictionary.Items.Take(5).Select(item => $"'{item.Key}'"))}; "
                    + "expected those of torch.save(model.state_dict(), FILE)");
        return tensors.GroupBy(tensor => tensor.Key).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"it holds '{twice.Key}' twice")
            : tensors;
    }

    private static List<KeyValuePair<string, TorchTensor>> TensorsOf(PickleDictionary dictionary) =>
        [.. dictionary.Items.Where(item => item is (string, TorchTensor))
            .Select(item => KeyValuePair.Create((string)item.Key!, (TorchTensor)item.Value!))];

    private static byte[] ReadStorage(ZipArchiveEntry? entry, TorchStorage storage)
    {
        if (entry is null || entry.Length != storage.Length)
            throw new FormatException(
                $"it is damaged: storage {storage.Key} has {(entry is null ? "no" : entry.Length)} bytes instead of {storage.Length}");
        return ReadWhole(entry);
    }

    /// <summary>Sees to it that what is read takes no more memory than the file has bytes.</summary>
    private static void RequireStored(ZipArchive archive, long length)
    {
        if (archive.Entries.FirstOrDefault(entry => entry.CompressedLength != entry.Length) is { } packed)
            throw new FormatException($"'{packed.FullName}' in it is compressed, which torch.save does not do");
        if (archive.Entries.Aggregate((BigInteger)0, (sum, entry) => sum + entry.Length) > length)
            throw new FormatException("it is damaged: its parts are larger than the whole");
    }

    private static byte[] ReadWhole(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return ReadWhole(stream, entry.Length);
    }

    private static byte[] ReadWhole(Stream stream, long length)
    {
        if (stream.CanSeek && stream.Length - stream.Position < length) throw new FormatException("it is cut off");
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes
            : throw new FormatException("it is cut off");
    }
}
