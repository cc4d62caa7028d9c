namespace JsccGrid.Experiments.Cells;

/// <summary>Initial backbone weights by content.</summary>
public sealed record WeightsReference
{
    /// <summary>For people: the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the safetensors file, hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
