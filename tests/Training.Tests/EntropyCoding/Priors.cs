using JsccGrid.Training.EntropyCoding;
using JsccGrid.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.EntropyCoding;

/// <summary>Density models for tests.</summary>
internal static class Priors
{
    /// <summary>A prior as the paper's recipe makes it; <paramref name="spread"/> moves every parameter away from its start.</summary>
    public static FactorizedPrior Create(int dimensions, double spread = 0, double initialScale = 10)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var prior = new FactorizedPrior(dimensions, [3, 3, 3], initialScale, generator);
        using var withoutGradients = no_grad();
        foreach (var parameter in prior.parameters()) parameter.add_(empty_like(parameter).normal_(0, spread, generator));
        return prior;
    }

    /// <summary>A prior that has learned independent zero-mean Gaussians of the given standard deviations.</summary>
    public static FactorizedPrior CreateTrained(double[] deviations, Generator generator)
    {
        var prior = Create(deviations.Length);
        using var optimizer = new SgdOptimizer([new ParameterGroup([.. prior.named_parameters()], WeightDecay: 0)], momentum: 0.9);
        using var scale = tensor(deviations, dtype: ScalarType.Float32);
        for (var step = 0; step < 600; step++)
        {
            using var scope = NewDisposeScope();
            var latents = empty(256, deviations.Length).normal_(0, 1, generator) * scale;
            prior.Bits(FactorizedPrior.AddQuantizationNoise(latents, generator)).mean().backward();
            optimizer.Step(learningRate: step < 400 ? 0.03 : 0.003);
        }
        return prior;
    }
}
