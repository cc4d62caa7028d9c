using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Models;
using JsccGrid.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>A pretraining step of JSCC AE (paper section 2.3, step 2) on feature vectors, at B = 512 and 0 dB.</summary>
internal sealed class AutoencoderStep : ITrainingStep
{
    private const int Bandwidth = 512;
    private const double LearningRate = 1e-4;

    private readonly Generator generator = new(0);
    private readonly JsccEncoder encoder;
    private readonly JsccDecoder decoder;
    private readonly SgdOptimizer optimizer;
    private readonly Tensor features;

    public AutoencoderStep(Recipe recipe, int batch, Device device)
    {
        Batch = batch;
        var dimension = recipe.Backbone.FeatureDimension;
        encoder = new JsccEncoder(dimension, Bandwidth, recipe.Autoencoder, generator).to(device);
        decoder = new JsccDecoder(dimension, Bandwidth, recipe.Autoencoder, generator).to(device);
        features = rand(batch, dimension, generator: generator).to(device);
        Parameters = [.. encoder.named_parameters().Select(named => ("encoder." + named.name, named.parameter))
            .Concat(decoder.named_parameters().Select(named => ("decoder." + named.name, named.parameter)))];
        Schedule = recipe.Autoencoder.Pretraining;
        optimizer = new SgdOptimizer([new ParameterGroup(Parameters, Schedule.WeightDecay)], Schedule.Momentum);
    }

    public int Batch { get; }

    public IReadOnlyList<(string Name, TorchSharp.Modules.Parameter Parameter)> Parameters { get; }

    public ScheduleRecipe Schedule { get; }

    public void Run()
    {
        Backward();
        Update();
    }

    public void Backward()
    {
        using var scope = NewDisposeScope();
        var received = new AwgnChannelModel().Transmit(encoder.call(features), new SnrDb(0), generator);
        nn.functional.l1_loss(decoder.call(received), features).backward();
    }

    public void Update() => optimizer.Step(LearningRate);

    public void Dispose()
    {
        features.Dispose();
        optimizer.Dispose();
        decoder.Dispose();
        encoder.Dispose();
        generator.Dispose();
    }
}
