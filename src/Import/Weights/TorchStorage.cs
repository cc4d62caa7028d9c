using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>Numbers in a PyTorch file that one or more tensors are views of.</summary>
/// <param name="Key">What the file calls it.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TorchStorage(string Key, SafetensorsType Type, long Count)
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["FloatStorage"] = "F32",
        ["DoubleStorage"] = "F64",
        ["HalfStorage"] = "F16",
        ["BFloat16Storage"] = "BF16",
        ["LongStorage"] = "I64",
        ["IntStorage"] = "I32",
        ["ByteStorage"] = "U8",
        ["BoolStorage"] = "BOOL",
    };

    public long Length => Count * Type.Size;

    /// <param name="id">A tuple ('storage', class, key, place, count, …).</param>
    /// <exception cref="FormatException">It is something else, or the elements are of a type that is not read.</exception>
    public static TorchStorage OfPersistentId(object? id)
    {
        if (id is not object?[] { Length: >= 5 } parts || parts[0] is not "storage")
            throw new FormatException(
                "it holds a whole module rather than its weights; save these alone: torch.save(model.state_dict(), FILE)");
        if (parts is not [_, PickleName { Module: "torch" } type, string key, _, long count, ..] || count < 0)
            throw new FormatException("its pickle is damaged: a storage without name or size");
        if (parts is [_, _, _, _, _, not null, ..])
            throw new FormatException($"storage {key} is a view of another one, as only very old versions of PyTorch wrote them; "
                + "load it there and save it with a newer one");
        var element = Types.TryGetValue(type.Name, out var name)
            ? SafetensorsType.Find(name)!.Value
            : throw new FormatException($"it holds numbers of the type torch.{type.Name}; read are {string.Join(", ", Types.Keys)}");
        return count <= Array.MaxLength / element.Size ? new TorchStorage(key, element, count)
            : throw new FormatException($"storage {key} has more than 2 GiB");
    }
}
