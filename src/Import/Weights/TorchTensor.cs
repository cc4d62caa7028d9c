using System.Numerics;

namespace JsccGrid.Import.Weights;

/// <summary>A view of a storage.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">The first one's place, in elements.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Strides">How far apart neighbours along each dimension are, in elements.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    private const int MaxRank = 8;

    /// <summary>How many bytes the elements take.</summary>
    public long Length => Shape.Aggregate((long)Storage.Type.Size, (product, size) => product * size);

    /// <param name="arguments">Those of <c>torch._utils._rebuild_tensor_v2</c>: storage, offset, size, stride, …</param>
    public static TorchTensor OfArguments(object?[] arguments)
    {
        if (arguments is not [TorchStorage storage, long offset, object?[] sizes, object?[] strides, ..] || sizes.Length != strides.Length
            || !sizes.Concat(strides).All(number => number is long and >= 0) || offset < 0)
            throw new FormatException("its pickle is damaged: a tensor of no shape");
        if (sizes.Length > MaxRank) throw new FormatException($"it holds a tensor of {sizes.Length} dimensions; read are up to {MaxRank}");
        var tensor = new TorchTensor(storage, offset, [.. sizes.Cast<long>()], [.. strides.Cast<long>()]);
        var count = tensor.Shape.Aggregate(BigInteger.One, (product, size) => product * size);
        // One without elements has sizes all the same, which must not overflow.
        if (tensor.Shape.Aggregate(BigInteger.One, (product, size) => product * Math.Max(1, size)) > Array.MaxLength)
            throw new FormatException($"it holds a tensor of shape [{string.Join(", ", tensor.Shape)}], which is too large");
        var last = tensor.Shape.Zip(tensor.Strides, (size, stride) => (BigInteger)(size - 1) * stride)
            .Aggregate((BigInteger)offset, (sum, step) => sum + step);
        return count.IsZero || (count <= storage.Count && last < storage.Count)
            ? tensor
            : throw new FormatException($"its pickle is damaged: a tensor of shape [{string.Join(", ", tensor.Shape)}] reaches "
                + $"behind its {storage.Count} numbers");
    }

    /// <summary>The elements in the order of the dimensions, whatever their order in the storage.</summary>
    public ReadOnlyMemory<byte> Gather(ReadOnlyMemory<byte> storage)
    {
        var size = Storage.Type.Size;
        var count = Length / size;
        if (count == 0) return default;
        if (IsContiguous) return storage.Slice((int)(Offset * size), (int)(count * size));
        var result = new byte[count * size];
        var index = new long[Shape.Length];
        for (var n = 0L; n < count; n++)
        {
            var place = Offset;
            for (var d = 0; d < index.Length; d++) place += index[d] * Strides[d];
            storage.Span.Slice((int)(place * size), size).CopyTo(result.AsSpan((int)(n * size)));
            for (var d = index.Length - 1; d >= 0 && ++index[d] == Shape[d]; d--) index[d] = 0;
        }
        return result;
    }

    private bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var d = Shape.Length - 1; d >= 0; d--)
            {
                if (Shape[d] != 1 && Strides[d] != expected) return false;
                expected *= Shape[d];
            }
            return true;
        }
    }
}
