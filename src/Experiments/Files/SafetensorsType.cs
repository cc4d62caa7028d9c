namespace JsccGrid.Experiments.Files;

/// <summary>An element type as safetensors names it.</summary>
/// <param name="Name">As in the header: <c>F32</c>.</param>
/// <param name="Size">Bytes that one element takes.</param>
public readonly record struct SafetensorsType(string Name, int Size)
{
    private static readonly SafetensorsType[] All =
    [
        new("F64", 8), new("F32", 4), new("F16", 2), new("BF16", 2), new("I64", 8), new("I32", 4), new("U8", 1), new("BOOL", 1),
    ];

    /// <summary>The names of all types that are read and written.</summary>
    public static string KnownNames => string.Join(", ", All.Select(type => type.Name));

    /// <returns>Null when a type of that name is not read.</returns>
    public static SafetensorsType? Find(string name)
    {
        foreach (var type in All)
            if (type.Name == name) return type;
        return null;
    }
}
