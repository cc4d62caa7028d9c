using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// The cumulative distributions that a <see cref="FactorizedPrior"/> has learned, one per latent dimension, in double precision: what
/// testing needs of it. Where CompressAI learns medians and tails with an auxiliary loss, bisection finds them here.
/// </summary>
public sealed class CumulativeDensity
{
    private const double LargestMagnitude = 1e15; // beyond which a double has no half
    private readonly Layer[] layers;
    private readonly int widest;

    private CumulativeDensity(Layer[] layers, int dimensions)
    {
        this.layers = layers;
        widest = layers.Max(layer => layer.Outputs);
        Dimensions = dimensions;
    }

    /// <summary>L.</summary>
    public int Dimensions { get; }

    /// <summary>The value at which the distribution of <paramref name="dimension"/> reaches one half.</summary>
    public double Median(int dimension) => Quantile(dimension, 0);

    /// <summary>The values that cut <paramref name="mass"/> (0 to 1/2) off either end of a dimension's distribution.</summary>
    public (double Lower, double Upper) Tails(int dimension, double mass)
    {
        var logit = Math.Log(mass / (1 - mass));
        return (Quantile(dimension, logit), Quantile(dimension, -logit));
    }

    /// <summary>The probability of the interval from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    public double Probability(int dimension, double lower, double upper)
    {
        var (from, to) = (Logit(dimension, lower), Logit(dimension, upper));
        return from + to > 0 ? Sigmoid(-from) - Sigmoid(-to) : Sigmoid(to) - Sigmoid(from);
    }

    internal static CumulativeDensity From(IReadOnlyList<(Tensor Matrix, Tensor Bias, Tensor? Factor)> parameters)
    {
        var layers = parameters.Select(layer => new Layer(
            Outputs: (int)layer.Matrix.shape[1],
            Inputs: (int)layer.Matrix.shape[2],
            Weights: Values(layer.Matrix, Softplus),
            Biases: Values(layer.Bias, value => value),
            Gates: layer.Factor is null ? null : Values(layer.Factor, Math.Tanh))).ToArray();
        return new CumulativeDensity(layers, (int)parameters[0].Matrix.shape[0]);
    }

    /// <summary>The value whose logit is <paramref name="logit"/>, by bisection: the logit rises from -infinity to +infinity.</summary>
    private double Quantile(int dimension, double logit)
    {
        var (lower, upper) = (-1.0, 1.0);
        while (Logit(dimension, lower) > logit && lower > -LargestMagnitude) lower *= 2;
        while (Logit(dimension, upper) < logit && upper < LargestMagnitude) upper *= 2;
        while (true)
        {
            var middle = lower + (upper - lower) / 2;
            if (middle <= lower || middle >= upper) return middle;
            if (Logit(dimension, middle) < logit) lower = middle;
            else upper = middle;
        }
    }

    private double Logit(int dimension, double value)
    {
        Span<double> input = stackalloc double[widest];
        Span<double> output = stackalloc double[widest];
        input[0] = value;
        foreach (var layer in this.layers)
        {
            layer.Apply(dimension, input, output);
            var swap = input;
            input = output;
            output = swap;
        }
        return input[0];
    }

    private static double[] Values(Tensor parameter, Func<double, double> map)
    {
        using var scope = NewDisposeScope();
        return Array.ConvertAll(parameter.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray(), value => map(value));
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>One f_k for all dimensions: weights [L, outputs, inputs], biases and gates [L, outputs].</summary>
    private sealed record Layer(int Outputs, int Inputs, double[] Weights, double[] Biases, double[]? Gates)
    {
        public void Apply(int dimension, ReadOnlySpan<double> input, Span<double> output)
        {
            for (var o = 0; o < Outputs; o++)
            {
                var unit = dimension * Outputs + o;
                var sum = Biases[unit];
                for (var i = 0; i < Inputs; i++) sum += Weights[unit * Inputs + i] * input[i];
                output[o] = Gates is null ? sum : sum + Gates[unit] * Math.Tanh(sum);
            }
        }
    }
}
