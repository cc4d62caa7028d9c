namespace JsccGrid.Import.Weights;

/// <summary>
/// A batch normalisation as torchvision's ResNet computes it: (x - mean) / sqrt(variance + 1e-5) x scale + shift, per channel. All
/// arrays have one value a channel.
/// </summary>
internal sealed record BatchStatistics(float[] Scale, float[] Shift, float[] Mean, float[] Variance)
{
    private const double Epsilon = 1e-5;

    /// <summary>
    /// The same function where the exporter's epsilon is another, and where the convolution before adds a bias: both go into the
    /// statistics. A variance that this would make negative becomes 0, and the scale makes up for the rest.
    /// </summary>
    public static BatchStatistics Of(float[] scale, float[] shift, float[] mean, float[] variance, double epsilon, float[] bias)
    {
        float[] means = [.. mean.Zip(bias, (centre, added) => (float)((double)centre - added))];
        // The attribute is in single precision: 1e-5 is not exactly 1e-5 there, and is meant all the same.
        if ((float)epsilon == (float)Epsilon) return new BatchStatistics(scale, shift, means, variance);
        return new BatchStatistics(
            [.. scale.Zip(variance, (factor, value) =>
                value + epsilon < Epsilon ? (float)(factor * Math.Sqrt(Epsilon / (value + epsilon))) : factor)],
            shift, means,
            [.. variance.Select(value => (float)Math.Max(0, value + epsilon - Epsilon))]);
    }

    /// <summary>A normalisation that only adds the bias into which the exporter folded the real one.</summary>
    public static BatchStatistics OfFolded(float[] bias) => new(
        [.. bias.Select(_ => 1f)], bias, new float[bias.Length], [.. bias.Select(_ => (float)(1 - Epsilon))]);
}
