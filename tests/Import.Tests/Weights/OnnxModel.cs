using System.Runtime.InteropServices;
using System.Text;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>Writes ONNX models, field by field, for networks that no exporter here makes.</summary>
internal sealed class OnnxModel
{
    private readonly List<byte> graph = [];

    public OnnxModel Input(string name)
    {
        Field(graph, 11, Message(value => Field(value, 1, Encoding.UTF8.GetBytes(name))));
        return this;
    }

    /// <summary>Without values the tensor is only declared.</summary>
    public OnnxModel Constant(string name, int[] shape, params float[] values)
    {
        var count = values.Length == 0 ? 0 : shape.Aggregate(1, (product, size) => product * size);
        var all = values.Length == count ? values : [.. Enumerable.Range(0, count).Select(n => values[n % values.Length])];
        Field(graph, 5, Message(tensor =>
        {
            foreach (var size in shape) Number(tensor, 1, size);
            Number(tensor, 2, 1);
            Field(tensor, 8, Encoding.UTF8.GetBytes(name));
            Field(tensor, 9, MemoryMarshal.AsBytes<float>(all).ToArray());
        }));
        return this;
    }

    public OnnxModel Node(string operation, string[] inputs, string output, params (string Name, object Value)[] attributes)
    {
        Field(graph, 1, Message(node =>
        {
            foreach (var input in inputs) Field(node, 1, Encoding.UTF8.GetBytes(input));
            Field(node, 2, Encoding.UTF8.GetBytes(output));
            Field(node, 4, Encoding.UTF8.GetBytes(operation));
            foreach (var (name, value) in attributes)
            {
                Field(node, 5, Message(attribute =>
                {
                    Field(attribute, 1, Encoding.UTF8.GetBytes(name));
                    if (value is int[] numbers) foreach (var number in numbers) Number(attribute, 8, number);
                    else if (value is int whole) Number(attribute, 3, whole);
                    else if (value is string text) Field(attribute, 4, Encoding.UTF8.GetBytes(text));
                    else if (value is float real) attribute.AddRange([2 << 3 | 5, .. BitConverter.GetBytes(real)]);
                }));
            }
        }));
        return this;
    }

    /// <summary>
    /// A convolution of 1 filter with a batch normalisation behind it; the channels of its weights are those that come in.
    /// </summary>
    public OnnxModel Layer(string input, string name, int kernel, int stride, int inputs, params (string Name, object Value)[] attributes)
    {
        Constant($"{name}.w", [1, inputs, kernel, kernel], 0.5f);
        foreach (var part in new[] { "s", "b", "m", "v" }) Constant($"{name}.{part}", [1], 1);
        var pad = (kernel - 1) / 2;
        (string Name, object Value)[] usual =
        [
            ("kernel_shape", new[] { kernel, kernel }),
            ("strides", new[] { stride, stride }),
            ("pads", new[] { pad, pad, pad, pad })
        ];
        Node(
            "Conv",
            [input, $"{name}.w"],
            $"{name}.c",
            [.. usual.Where(attribute => attributes.All(other => other.Name != attribute.Name)), .. attributes]);
        return Node("BatchNormalization", [$"{name}.c", $"{name}.s", $"{name}.b", $"{name}.m", $"{name}.v"], name);
    }

    public byte[] ToBytes()
    {
        List<byte> model = [];
        Number(model, 1, 7);
        Field(model, 2, "a test"u8.ToArray());
        Field(model, 7, [.. graph]);
        return [.. model];
    }

    private static byte[] Message(Action<List<byte>> write)
    {
        List<byte> message = [];
        write(message);
        return [.. message];
    }

    private static void Number(List<byte> target, int field, long value)
    {
        Varint(target, (ulong)field << 3);
        Varint(target, (ulong)value);
    }

    private static void Field(List<byte> target, int field, byte[] content)
    {
        Varint(target, (ulong)field << 3 | 2);
        Varint(target, (ulong)content.Length);
        target.AddRange(content);
    }

    private static void Varint(List<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7) target.Add((byte)(value | 0x80));
        target.Add((byte)value);
    }
}
