namespace JsccGrid.Import.Weights;

/// <summary>Pixels as a network of Caffe's tradition takes them: blue, green, red, from 0 to 255, less a mean of each.</summary>
/// <param name="Means">The means of blue, green and red.</param>
internal sealed record PixelScale(double[] Means)
{
    /// <summary>
    /// Means and deviations of red, green and blue from 0 to 1, by which torchvision normalises for networks trained on ImageNet.
    /// </summary>
    private static readonly double[] TorchMeans = [0.485, 0.456, 0.406];
    private static readonly double[] TorchDeviations = [0.229, 0.224, 0.225];

    /// <summary>
    /// The first layer for images as torchvision normalises them: order and scale of the channels go into the weights, the offset into
    /// the running mean. What is padded is zero in both, which is another grey: the outermost pixels differ a little.
    /// </summary>
    public OnnxLayer FoldInto(OnnxLayer layer)
    {
        var size = layer.Kernel * layer.Kernel;
        var weights = new float[layer.Weights.Length];
        var means = (float[])layer.Normalisation.Mean.Clone();
        for (var output = 0; output < layer.Outputs; output++)
        {
            var offset = 0.0;
            for (var colour = 0; colour < 3; colour++)
            {
                var (from, to) = ((output * 3 + 2 - colour) * size, (output * 3 + colour) * size);
                for (var n = 0; n < size; n++)
                {
                    weights[to + n] = (float)(layer.Weights[from + n] * 255.0 * TorchDeviations[colour]);
                    offset += layer.Weights[from + n] * (255.0 * TorchMeans[colour] - Means[2 - colour]);
                }
            }
            means[output] = (float)(means[output] - offset);
        }
        return layer with { Weights = weights, Normalisation = layer.Normalisation with { Mean = means } };
    }
}
