using JsccGrid.Training.EntropyCoding;
using JsccGrid.Training.Optimization;
using JsccGrid.Training.Tensors;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.EntropyCoding;

public sealed class FactorizedPriorTests
{
    private static readonly int[] s_filters = [3, 3, 3];

    [Fact]
    public void Export_ThreeFilters_HasTheShapesOfCompressAI()
    {
        using var prior = Priors.Create(5);

        Assert.Equal(
            [
                "bias0 [5,3,1]", "bias1 [5,3,1]", "bias2 [5,3,1]", "bias3 [5,1,1]",
                "factor0 [5,3,1]", "factor1 [5,3,1]", "factor2 [5,3,1]",
                "matrix0 [5,3,1]", "matrix1 [5,3,3]", "matrix2 [5,3,3]", "matrix3 [5,1,3]",
            ],
            ModuleState.Export(prior).Select(pair => $"{pair.Key} [{string.Join(",", pair.Value.shape)}]"));
    }

    [Fact]
    public void Forward_RandomParameters_EqualsTheFormulaWrittenOutInScalars()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(4, spread: 0.7);
        using var generator = new Generator(2);
        var latents = empty(6, 4).normal_(0, 5, generator);

        var likelihoods = prior.call(latents);

        for (var n = 0; n < 6; n++)
            for (var l = 0; l < 4; l++)
            {
                var value = latents[n, l].item<float>();
                var expected = Sigmoid(Logit(prior, l, value + 0.5)) - Sigmoid(Logit(prior, l, value - 0.5));
                Assert.Equal(expected, likelihoods[n, l].item<float>(), 6);
            }
    }

    /// <summary>At the middle of a symmetric density both logits cancel; the unit interval about it is the likeliest of all.</summary>
    [Fact]
    public void Forward_LogitsThatCancel_IsTheProbabilityOfTheMiddle()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(1);
        using (no_grad())
            foreach (var (name, parameter) in prior.named_parameters())
                if (name.StartsWith("bias", StringComparison.Ordinal)) parameter.zero_();
        var middle = zeros(1, 1).requires_grad_();

        var likelihood = prior.call(middle);
        likelihood.sum().backward();

        Assert.Equal(prior.ToCumulativeDensity().Probability(0, -0.5, 0.5), likelihood.item<float>(), 6);
        Assert.True(likelihood.item<float>() > 0.01);
        Assert.Equal(0, middle.grad!.item<float>(), 6); // the top of the density
    }

    [Fact]
    public void ToCumulativeDensity_RandomParameters_AgreesWithForward()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(4, spread: 0.7);
        using var generator = new Generator(2);
        var latents = empty(20, 4).normal_(0, 8, generator);

        var likelihoods = prior.call(latents);
        var density = prior.ToCumulativeDensity();

        for (var n = 0; n < 20; n++)
            for (var l = 0; l < 4; l++)
            {
                double value = latents[n, l].item<float>();
                var expected = density.Probability(l, value - 0.5, value + 0.5);
                Assert.Equal(1, likelihoods[n, l].item<float>() / Math.Max(expected, FactorizedPrior.SmallestLikelihood), 4);
            }
    }

    [Fact]
    public void Forward_AllIntegers_LikelihoodsSumToOne()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(3, spread: 0.5);

        var sums = prior.call(arange(-3000, 3001, dtype: ScalarType.Float32).unsqueeze(1).expand(-1, 3)).sum(dim: 0);

        foreach (var sum in sums.data<float>()) Assert.Equal(1, sum, 3);
    }

    [Fact]
    public void Backward_Bits_GradientIsTheNumericalOne()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(3, spread: 0.5);
        prior.to(ScalarType.Float64);
        using var generator = new Generator(4);
        var latents = empty(5, 3, dtype: ScalarType.Float64).normal_(0, 4, generator).requires_grad_();

        prior.Bits(latents).sum().backward();

        NumericalGradient.AssertEqual(latents, () => prior.Bits(latents).sum());
        foreach (var (_, parameter) in prior.named_parameters()) NumericalGradient.AssertEqual(parameter, () => prior.Bits(latents).sum());
    }

    [Fact]
    public void Backward_ElementFarOutside_CostsTheBoundAndIsPulledBack()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(1);
        var outside = tensor(new[] { 400f }, [1, 1]).requires_grad_();

        var bits = prior.Bits(outside);
        bits.sum().backward();

        Assert.Equal(-Math.Log2(1e-9), bits.item<float>(), 3);
        Assert.True(outside.grad!.item<float>() > 0); // moving inwards saves bits
    }

    [Fact]
    public void Bits_AfterTraining_ApproachTheEntropyOfTheSource()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        double[] deviations = [1.5, 6];
        using var prior = Priors.CreateTrained(deviations, generator);

        var scale = tensor(deviations, dtype: ScalarType.Float32);
        var noisy = FactorizedPrior.AddQuantizationNoise(empty(20000, 2).normal_(0, 1, generator) * scale, generator);
        var bits = prior.Bits(noisy).mean().item<float>();

        // Differential entropy of a Gaussian; the uniform noise adds a little to the narrow one.
        var entropy = deviations.Sum(deviation => 0.5 * Math.Log2(2 * Math.PI * Math.E * (deviation * deviation + 1.0 / 12)));
        Assert.InRange(bits, entropy - 0.05, entropy + 0.1);
    }

    [Fact]
    public void AddQuantizationNoise_OneSeed_IsReproducibleAndUniform()
    {
        using var scope = NewDisposeScope();
        var latents = zeros(200, 100);

        var first = Noise(1);

        Assert.True(first.bytes.SequenceEqual(Noise(1).bytes));
        Assert.False(first.bytes.SequenceEqual(Noise(2).bytes));
        Assert.InRange(first.min().item<float>(), -0.5f, -0.49f);
        Assert.InRange(first.max().item<float>(), 0.49f, 0.5f);
        Assert.Equal(1.0 / 12, first.var().item<float>(), 2);

        Tensor Noise(ulong seed)
        {
            using var generator = new Generator(seed);
            return FactorizedPrior.AddQuantizationNoise(latents, generator);
        }
    }

    [Fact]
    public void Bits_AndBackward_LeavesNoTensorsBehind()
    {
        using var generator = new Generator(1);
        using var prior = Priors.Create(3);
        using var latents = zeros(4, 3);

        LiveTensors.AssertSteady(() =>
        {
            using var noisy = FactorizedPrior.AddQuantizationNoise(latents, generator);
            using var bits = prior.Bits(noisy);
            using var loss = bits.mean();
            loss.backward();
            prior.zero_grad();
        });
    }

    [Fact]
    public void Median_AndTails_AreWhereTheDistributionSaysSo()
    {
        using var prior = Priors.Create(4, spread: 1);
        var density = prior.ToCumulativeDensity();

        for (var l = 0; l < 4; l++)
        {
            var (lower, upper) = density.Tails(l, 0.01);
            Assert.Equal(0.5, density.Probability(l, -1e9, density.Median(l)), 9);
            Assert.Equal(0.01, density.Probability(l, -1e9, lower), 9);
            Assert.Equal(0.01, density.Probability(l, upper, 1e9), 9);
        }
    }

    private static double Logit(FactorizedPrior prior, int dimension, double value)
    {
        var state = ModuleState.Export(prior);
        double[] x = [value];
        for (var k = 0; k <= s_filters.Length; k++)
        {
            var outputs = (int)state[$"bias{k}"].shape[1];
            var next = new double[outputs];
            for (var o = 0; o < outputs; o++)
            {
                next[o] = At($"bias{k}", o, 0);
                for (var i = 0; i < x.Length; i++) next[o] += Math.Log(1 + Math.Exp(At($"matrix{k}", o, i))) * x[i];
                if (k < s_filters.Length) next[o] += Math.Tanh(At($"factor{k}", o, 0)) * Math.Tanh(next[o]);
            }
            x = next;
        }
        return x[0];

        double At(string name, int row, int column) => state[name][dimension, row, column].item<float>();
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
