using static TorchSharp.torch;

namespace JsccGrid.Training.Tensors;

/// <summary>An element type as safetensors names it, with its size in bytes.</summary>
internal readonly record struct SafetensorsType(string Name, ScalarType Type, int Size)
{
    private static readonly SafetensorsType[] s_all =
    [
        new("F64", ScalarType.Float64, 8),
        new("F32", ScalarType.Float32, 4),
        new("F16", ScalarType.Float16, 2),
        new("BF16", ScalarType.BFloat16, 2),
        new("I64", ScalarType.Int64, 8),
        new("I32", ScalarType.Int32, 4),
        new("U8", ScalarType.Byte, 1),
        new("BOOL", ScalarType.Bool, 1),
    ];

    public static string KnownNames => string.Join(", ", s_all.Select(type => type.Name));

    public static SafetensorsType? Find(string name) => Find(type => type.Name == name);

    public static SafetensorsType? Find(ScalarType scalar) => Find(type => type.Type == scalar);

    private static SafetensorsType? Find(Func<SafetensorsType, bool> matches)
    {
        foreach (var type in s_all)
            if (matches(type)) return type;
        return null;
    }
}
