namespace JsccGrid.Import.Weights;

/// <summary>
/// The operations and constants of an ONNX model (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), as far as the weights of a
/// convolutional network need them.
/// </summary>
internal sealed class OnnxGraph
{
    private readonly Dictionary<string, OnnxTensor> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<OnnxNode>> consumers = new(StringComparer.Ordinal);
    private readonly List<string> inputs = [];

    /// <exception cref="FormatException">The bytes are no ONNX model, cut off, or keep the weights elsewhere.</exception>
    public static OnnxGraph Parse(ReadOnlyMemory<byte> model)
    {
        var result = new OnnxGraph();
        var graph = (ReadOnlyMemory<byte>?)null;
        for (var reader = new WireReader(model); reader.Read();)
            if (reader.Field == 7) graph = reader.Content;
        result.ParseGraph(graph ?? throw new FormatException("it has no graph"));
        return result;
    }

    /// <summary>The name of the image tensor: the only input that is no constant.</summary>
    /// <exception cref="FormatException">There is no such input, or several.</exception>
    public string Input
    {
        get
        {
            var open = inputs.Where(name => !constants.ContainsKey(name)).ToList();
            return open.Count == 1 ? open[0]
                : throw new FormatException($"it has {open.Count} inputs beside its weights; expected one, the images");
        }
    }

    /// <summary>The operations that take a tensor, seen through those that change nothing.</summary>
    public IReadOnlyList<OnnxNode> Consumers(string tensor)
    {
        var found = new List<OnnxNode>();
        var open = new Stack<OnnxNode>(Takers(tensor));
        while (open.TryPop(out var node))
        {
            if (!IsTransparent(node)) found.Add(node);
            else foreach (var behind in Takers(node.Output)) open.Push(behind);
        }
        return found;
    }

    /// <summary>A constant by name, also where it is the output of an operation that only holds or passes it on.</summary>
    public OnnxTensor? Constant(string name)
    {
        while (true)
        {
            if (constants.TryGetValue(name, out var constant)) return constant;
            if (!producers.TryGetValue(name, out var node)) return null;
            if (node.Operation == "Constant") return node.Attributes.GetValueOrDefault("value")?.Tensor;
            if (node.Operation != "Identity") return null;
            name = node.Inputs[0];
        }
    }

    private static bool IsTransparent(OnnxNode node) => node.Operation is "Identity" or "Dropout";

    /// <summary>The last first, for a stack.</summary>
    private IEnumerable<OnnxNode> Takers(string tensor) => consumers.GetValueOrDefault(tensor, []).AsEnumerable().Reverse();

    private void ParseGraph(ReadOnlyMemory<byte> graph)
    {
        for (var reader = new WireReader(graph); reader.Read();)
        {
            if (reader.Field == 1) Add(ParseNode(reader.Content));
            else if (reader.Field == 11) inputs.Add(NameOf(reader.Content));
            else if (reader.Field == 5)
            {
                var (name, tensor) = ParseTensor(reader.Content);
                constants[name] = tensor;
            }
        }
    }

    private void Add(OnnxNode node)
    {
        if (node.Outputs.Count == 0 || (IsTransparent(node) && node.Inputs.Count == 0))
            throw new FormatException($"a node '{node.Operation}' has no output or input");
        foreach (var output in node.Outputs)
            if (output.Length > 0 && !producers.TryAdd(output, node)) throw new FormatException($"two nodes give '{output}'");
        // What passes a tensor on passes its first input on. An input without a name is one that is left out.
        var passed = IsTransparent(node) ? node.Inputs.Take(1) : node.Inputs.Distinct();
        var taken = passed.Where(name => name.Length > 0).ToList();
        foreach (var input in taken)
        {
            if (!consumers.TryGetValue(input, out var takers)) consumers[input] = takers = [];
            takers.Add(node);
        }
        // In the order of a model each tensor is made before it is taken; a graph that runs in a circle ends here.
        if (taken.Count > 0 && node.Outputs.Any(consumers.ContainsKey))
            throw new FormatException($"its nodes are out of order at '{node.Output}'");
    }

    private static string NameOf(ReadOnlyMemory<byte> value)
    {
        for (var reader = new WireReader(value); reader.Read();)
            if (reader.Field == 1) return reader.Text;
        return "";
    }

    private static OnnxNode ParseNode(ReadOnlyMemory<byte> node)
    {
        var (operation, taken, given) = ("", new List<string>(), new List<string>());
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        for (var reader = new WireReader(node); reader.Read();)
        {
            if (reader.Field == 1) taken.Add(reader.Text);
            else if (reader.Field == 2) given.Add(reader.Text);
            else if (reader.Field == 4) operation = reader.Text;
            else if (reader.Field == 5) attributes[NameOf(reader.Content)] = ParseAttribute(reader.Content);
        }
        return new OnnxNode(operation, taken, given, attributes);
    }

    private static OnnxAttribute ParseAttribute(ReadOnlyMemory<byte> attribute)
    {
        var result = new OnnxAttribute();
        var integers = new List<long>();
        for (var reader = new WireReader(attribute); reader.Read();)
        {
            if (reader.Field == 2) result = result with { Real = reader.Single() };
            else if (reader.Field == 3) result = result with { Integer = reader.Number };
            else if (reader.Field == 4) result = result with { Text = reader.Text };
            else if (reader.Field == 5) result = result with { Tensor = ParseTensor(reader.Content).Tensor };
            else if (reader.Field == 8) integers.AddRange(reader.Numbers());
        }
        return result with { Integers = [.. integers] };
    }

    private static (string Name, OnnxTensor Tensor) ParseTensor(ReadOnlyMemory<byte> tensor)
    {
        var (name, type, content) = ("", 0, default(ReadOnlyMemory<byte>));
        var shape = new List<long>();
        for (var reader = new WireReader(tensor); reader.Read();)
        {
            if (reader.Field == 1) shape.AddRange(reader.Numbers());
            else if (reader.Field == 2) type = (int)reader.Number;
            // float_data, double_data, raw_data; packed, the first two have the same bytes as the third.
            else if (reader.Field is 4 or 9 or 10) content = reader.Content;
            else if (reader.Field == 8) name = reader.Text;
            else if (reader.Field == 14 && reader.Number == 1)
                throw new FormatException($"'{name}' is kept in another file (external data); save the model as one file");
        }
        return (name, new OnnxTensor([.. shape], type, content));
    }
}
