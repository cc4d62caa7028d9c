using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Models;
using JsccGrid.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks;

/// <summary>
/// A pretraining step of JSCC AE at the paper's size (D = 2048, B = 512, batch 16) on one thread: how much of it the optimizer takes,
/// beside TorchSharp's own SGD in the same run. Ours is to be at most a quarter.
/// </summary>
internal sealed class AutoencoderStep : IDisposable
{
    private const int Batch = 16;
    private const int Bandwidth = 512;
    private const int WarmUpSteps = 30;
    private const int Steps = 300;
    private const double LearningRate = 1e-4;

    private readonly Generator generator = new(0);
    private readonly JsccEncoder encoder;
    private readonly JsccDecoder decoder;
    private readonly SgdOptimizer optimizer;
    private readonly optim.Optimizer stock;
    private readonly Tensor features;

    public AutoencoderStep()
    {
        var recipe = RecipeCatalog.Load("paper");
        var dimension = recipe.Backbone.FeatureDimension;
        var schedule = recipe.Autoencoder.Pretraining;
        encoder = new JsccEncoder(dimension, Bandwidth, recipe.Autoencoder, generator);
        decoder = new JsccDecoder(dimension, Bandwidth, recipe.Autoencoder, generator);
        features = rand(Batch, dimension, generator: generator);
        var parameters = encoder.named_parameters().Select(named => ("encoder." + named.name, named.parameter))
            .Concat(decoder.named_parameters().Select(named => ("decoder." + named.name, named.parameter))).ToList();
        optimizer = new SgdOptimizer([new ParameterGroup(parameters, schedule.WeightDecay)], schedule.Momentum);
        stock = optim.SGD(parameters.Select(named => named.parameter), LearningRate, schedule.Momentum, weight_decay: schedule.WeightDecay);
    }

    /// <summary><c>optimizer</c>.</summary>
    public static Command Command()
    {
        var command = new Command("optimizer", "The optimizer's share of a training step, beside TorchSharp's own SGD.");
        command.SetAction(_ =>
        {
            set_num_threads(1);
            using var autoencoder = new AutoencoderStep();
            autoencoder.Report(Console.Out);
        });
        return command;
    }

    public void Report(TextWriter output)
    {
        output.WriteLine("AE step, D = 2048, B = 512, batch 16, one thread; medians of 300 steps");
        Measure(output, "SgdOptimizer", () => optimizer.Step(LearningRate));
        Measure(output, "TorchSharp SGD", () =>
        {
            stock.step();
            stock.zero_grad();
        });
    }

    public void Dispose()
    {
        features.Dispose();
        stock.Dispose();
        optimizer.Dispose();
        decoder.Dispose();
        encoder.Dispose();
        generator.Dispose();
    }

    private void Measure(TextWriter output, string name, Action update)
    {
        var (passes, updates) = (new List<double>(), new List<double>());
        for (var step = 0; step < WarmUpSteps + Steps; step++)
        {
            var began = Stopwatch.GetTimestamp();
            Backward();
            var middle = Stopwatch.GetTimestamp();
            update();
            if (step < WarmUpSteps) continue;
            passes.Add(Stopwatch.GetElapsedTime(began, middle).TotalMilliseconds);
            updates.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
        }
        var (pass, updating) = (Median(passes), Median(updates));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-15} forward and backward {pass:0.00} ms, update {updating:0.00} ms: {100 * updating / (pass + updating):0.0} % of the step"));
    }

    private void Backward()
    {
        using var scope = NewDisposeScope();
        var received = AwgnChannel.Transmit(encoder.call(features), new SnrDb(0), generator);
        nn.functional.l1_loss(decoder.call(received), features).backward();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
