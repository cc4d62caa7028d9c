namespace JsccGrid.Import.Weights;

/// <summary>An operation of a graph.</summary>
/// <param name="Operation">Its kind, such as <c>Conv</c>.</param>
/// <param name="Inputs">Names of the tensors that it takes.</param>
/// <param name="Outputs">Names of those that it gives.</param>
/// <param name="Attributes">By name.</param>
internal sealed record OnnxNode(
    string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    public string Output => Outputs[0];

    public long Integer(string name, long absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Integer : absent;

    public float Real(string name, float absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Real : absent;

    public string Text(string name, string absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Text : absent;

    public long[] Integers(string name, long[] absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Integers : absent;
}

/// <summary>A parameter of an operation; only what fits its kind is set.</summary>
internal sealed record OnnxAttribute
{
    public long Integer { get; init; }
    public float Real { get; init; }
    public string Text { get; init; } = "";
    public long[] Integers { get; init; } = [];
    public OnnxTensor? Tensor { get; init; }
}
