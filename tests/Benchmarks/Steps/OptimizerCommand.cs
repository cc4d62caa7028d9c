using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>
/// <c>optimizer</c>: how much of an autoencoder's step at the paper's size (D = 2048, batch 16) on one thread the optimizer takes, beside
/// TorchSharp's own SGD in the same run. Ours is to be at most a quarter.
/// </summary>
internal static class OptimizerCommand
{
    private const int Batch = 16;
    private const int WarmUpSteps = 30;
    private const int Steps = 300;
    private const double LearningRate = 1e-4;

    public static Command Create()
    {
        var command = new Command("optimizer", "The optimizer's share of a training step, beside TorchSharp's own SGD.");
        command.SetAction(_ =>
        {
            set_num_threads(1);
            using var step = new AutoencoderStep(RecipeCatalog.Load("paper"), Batch, CPU);
            using var stock = optim.SGD(
                step.Parameters.Select(named => named.Parameter), LearningRate, step.Schedule.Momentum,
                weight_decay: step.Schedule.WeightDecay);
            Console.WriteLine($"AE step, D = 2048, B = 512, batch {Batch}, one thread; medians of {Steps} steps");
            Measure("SgdOptimizer", step, step.Update);
            Measure("TorchSharp SGD", step, () =>
            {
                stock.step();
                stock.zero_grad();
            });
        });
        return command;
    }

    private static void Measure(string name, AutoencoderStep step, Action update)
    {
        var (passes, updates) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUpSteps + Steps; i++)
        {
            var began = Stopwatch.GetTimestamp();
            step.Backward();
            var middle = Stopwatch.GetTimestamp();
            update();
            if (i < WarmUpSteps) continue;
            passes.Add(Stopwatch.GetElapsedTime(began, middle).TotalMilliseconds);
            updates.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
        }
        var (pass, updating) = (Quantiles.Median(passes), Quantiles.Median(updates));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-15} forward and backward {pass:0.00} ms, update {updating:0.00} ms: {updating / (pass + updating):P1} of the step"));
    }
}
