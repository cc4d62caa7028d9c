using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>
/// <c>step</c>: the time of a training step at the paper's size. Several of these processes can share a device: with <c>--wait</c> each
/// says <c>ready</c> when it is warm and begins when a line comes in.
/// </summary>
internal static class StepCommand
{
    /// <summary>Steps on a GPU between two looks at the clock: each look waits for the device.</summary>
    private const int StepsPerLook = 5;
    private const int FewestLooks = 3;

    private static readonly string[] Networks = ["backbone", "autoencoder"];

    public static Command Create()
    {
        var network = new Option<string>("--network") { Description = "backbone or autoencoder.", DefaultValueFactory = _ => Networks[0] };
        network.AcceptOnlyFromAmong(Networks);
        var recipe = new Option<string>("--recipe") { Description = "A bundled recipe.", DefaultValueFactory = _ => "paper" };
        var precision = new Option<Precision>("--precision") { Description = "Of the backbone: single, tf32 or bfloat16." };
        var batch = new Option<int>("--batch") { Description = "Samples a step.", DefaultValueFactory = _ => 16 };
        var seconds = new Option<double>("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 10 };
        var threads = new Option<int>("--threads") { Description = "Of the processor.", DefaultValueFactory = _ => 1 };
        var wait = new Option<bool>("--wait") { Description = "Say 'ready' when warm, and begin when a line comes in." };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON." };
        var command = new Command("step", "The time of a training step at the paper's size.")
        {
            network, recipe, precision, batch, seconds, threads, wait, json,
        };
        command.SetAction(parsed =>
        {
            set_num_threads(parsed.GetValue(threads));
            var device = DeviceChoice.Resolve("auto");
            var chosen = RecipeCatalog.Load(parsed.GetValue(recipe)!) with { Precision = parsed.GetValue(precision) };
            using ITrainingStep step = parsed.GetValue(network) == Networks[0]
                ? new BackboneStep(chosen, parsed.GetValue(batch), device)
                : new AutoencoderStep(chosen, parsed.GetValue(batch), device);
            var warmUp = device.type == DeviceType.CUDA ? TimeSpan.FromSeconds(2) : TimeSpan.Zero;
            Measure(step, device, warmUp);
            if (parsed.GetValue(wait))
            {
                Console.WriteLine("ready");
                Console.ReadLine();
            }
            var times = Measure(step, device, TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            var result = new StepTime(
                parsed.GetValue(network)!, chosen.Name, parsed.GetValue(precision), step.Batch, device.ToString(), parsed.GetValue(threads),
                Quantiles.Median(times), Quantiles.Of(times, 0.1), Quantiles.Of(times, 0.9));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result, ExperimentJson.Compact) : result.ToString());
        });
        return command;
    }

    /// <summary>Milliseconds of a step, each a mean over a few.</summary>
    private static List<double> Measure(ITrainingStep step, Device device, TimeSpan duration)
    {
        var times = new List<double>();
        var steps = device.type == DeviceType.CUDA ? StepsPerLook : 1;
        var began = Stopwatch.GetTimestamp();
        do
        {
            var look = Stopwatch.GetTimestamp();
            for (var i = 0; i < steps; i++) step.Run();
            if (device.type == DeviceType.CUDA) cuda.synchronize();
            times.Add(Stopwatch.GetElapsedTime(look).TotalMilliseconds / steps);
        }
        while (times.Count < FewestLooks || Stopwatch.GetElapsedTime(began) < duration);
        return times;
    }

    private sealed record StepTime(
        string Network, string Recipe, Precision Precision, int Batch, string Device, int Threads,
        double MedianMs, double Tenth, double Ninetieth)
    {
        public override string ToString() =>
            $"{Network} of recipe {Recipe}, {Precision}, batch {Batch}, {Device}, {Threads} threads: "
            + string.Create(CultureInfo.InvariantCulture,
                $"{MedianMs:0.00} ms a step (10 % {Tenth:0.00}, 90 % {Ninetieth:0.00}), {1000 * Batch / MedianMs:0} samples/s");
    }
}
