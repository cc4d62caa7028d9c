using BenchmarkDotNet.Attributes;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Models;
using JsccGrid.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks;

/// <summary>
/// A pretraining step of JSCC AE at the paper's size (D = 2048, B = 512, batch 16) on one thread, with and without the optimizer, and
/// with TorchSharp's own SGD. What the optimizer adds is to be at most a quarter of the step.
/// </summary>
public class AutoencoderStep : IDisposable
{
    private const int Batch = 16;
    private const int Bandwidth = 512;
    private readonly Generator generator = new(0);
    private readonly JsccEncoder encoder;
    private readonly JsccDecoder decoder;
    private readonly SgdOptimizer optimizer;
    private readonly optim.Optimizer stock;
    private readonly Tensor features;

    public AutoencoderStep()
    {
        set_num_threads(1);
        var recipe = RecipeCatalog.Load("paper");
        var dimension = recipe.Backbone.FeatureDimension;
        var schedule = recipe.Autoencoder.Pretraining;
        encoder = new JsccEncoder(dimension, Bandwidth, recipe.Autoencoder, generator);
        decoder = new JsccDecoder(dimension, Bandwidth, recipe.Autoencoder, generator);
        features = rand(Batch, dimension, generator: generator);
        var parameters = encoder.named_parameters().Select(named => ("encoder." + named.name, named.parameter))
            .Concat(decoder.named_parameters().Select(named => ("decoder." + named.name, named.parameter))).ToList();
        optimizer = new SgdOptimizer([new ParameterGroup(parameters, schedule.WeightDecay)], schedule.Momentum);
        stock = optim.SGD(parameters.Select(named => named.parameter), 1e-4, schedule.Momentum, weight_decay: schedule.WeightDecay);
    }

    [Benchmark(Baseline = true)]
    public void WithoutOptimizer()
    {
        Backward();
        foreach (var parameter in encoder.parameters().Concat(decoder.parameters())) parameter.grad = null;
    }

    [Benchmark]
    public void WithOptimizer()
    {
        Backward();
        optimizer.Step(1e-4);
    }

    [Benchmark]
    public void WithTorchSharpSgd()
    {
        Backward();
        stock.step();
        stock.zero_grad();
    }

    private void Backward()
    {
        using var scope = NewDisposeScope();
        var received = AwgnChannel.Transmit(encoder.call(features), new SnrDb(0), generator);
        nn.functional.l1_loss(decoder.call(received), features).backward();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        features.Dispose();
        stock.Dispose();
        optimizer.Dispose();
        decoder.Dispose();
        encoder.Dispose();
        generator.Dispose();
    }
}
