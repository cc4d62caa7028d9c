namespace JsccGrid.Import.Weights;

/// <summary>A convolution and the batch normalisation behind it.</summary>
/// <param name="Shape">The weights' dimensions: output channels, input channels, height, width.</param>
/// <param name="Weights">In that order.</param>
/// <param name="Normalisation">Per output channel.</param>
internal sealed record OnnxLayer(long[] Shape, float[] Weights, BatchStatistics Normalisation)
{
    public int Outputs => (int)Shape[0];
    public int Inputs => (int)Shape[1];
    public required int Kernel { get; init; }
    public required int Stride { get; init; }
    /// <summary>Name of the tensor that it gives.</summary>
    public required string Output { get; init; }
}
