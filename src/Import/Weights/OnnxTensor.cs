using System.Numerics;
using System.Runtime.InteropServices;

namespace JsccGrid.Import.Weights;

/// <summary>A constant of a graph.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="ElementType">The number of its type in ONNX's TensorProto.DataType.</param>
/// <param name="Bytes">Its elements.</param>
internal sealed record OnnxTensor(long[] Shape, int ElementType, ReadOnlyMemory<byte> Bytes)
{
    private const int Float = 1;
    private const int Half = 10;
    private const int Double = 11;

    /// <summary>The elements in single precision.</summary>
    /// <exception cref="FormatException">They are of another type, or there are more or fewer than the shape says.</exception>
    public float[] Values()
    {
        float[] values = ElementType switch
        {
            Float => MemoryMarshal.Cast<byte, float>(Whole(sizeof(float))).ToArray(),
            Half => [.. MemoryMarshal.Cast<byte, Half>(Whole(2)).ToArray().Select(value => (float)value)],
            Double => [.. MemoryMarshal.Cast<byte, double>(Whole(sizeof(double))).ToArray().Select(value => (float)value)],
            _ => throw new FormatException($"a weight is of ONNX's type {ElementType}; read are FLOAT (1), FLOAT16 (10) and DOUBLE (11)"),
        };
        return values;
    }

    private ReadOnlySpan<byte> Whole(int size)
    {
        var length = Shape.Aggregate((BigInteger)size, (product, dimension) => product * dimension);
        return Bytes.Length == length ? Bytes.Span
            : throw new FormatException($"a weight of shape [{string.Join(", ", Shape)}] has {Bytes.Length} bytes instead of {length}");
    }
}
