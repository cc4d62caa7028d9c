using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Evaluation;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>
/// <c>evaluation</c>: the time that testing a cell takes at the size of CUHK03 (new protocol: 1,400 queries, 5,332 gallery images of 700
/// people), with the paper recipe's test SNRs and noise draws. Feature vectors are random; the work does not depend on them.
/// </summary>
internal static class EvaluationCommand
{
    private const int Queries = 1400;
    private const int Gallery = 5332;
    private const int People = 700;

    public static Command Create()
    {
        var dimension = new Option<int>("--dimension") { Description = "D.", DefaultValueFactory = _ => 512 };
        var snrs = new Option<int?>("--snrs") { Description = "Only the first so many test SNRs." };
        var threads = new Option<int>("--threads") { Description = "Of the processor.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON." };
        var command = new Command("evaluation", "The time that testing a cell takes at the size of CUHK03.")
        {
            dimension, snrs, threads, json,
        };
        command.SetAction(parsed =>
        {
            set_num_threads(parsed.GetValue(threads));
            var device = DeviceChoice.Resolve("auto");
            var recipe = RecipeCatalog.Load("paper").Evaluation;
            if (parsed.GetValue(snrs) is { } count) recipe = recipe with { TestSnrDb = [.. recipe.TestSnrDb.Take(count)] };
            using var scheme = new Vectors(parsed.GetValue(dimension), device);
            using var streams = new RandomStreams(0);
            CellEvaluation.Run(scheme, recipe with { TestSnrDb = [new SnrDb(0)], NoiseDraws = 1 }, streams, _ => { });
            var began = Stopwatch.GetTimestamp();
            var result = CellEvaluation.Run(scheme, recipe, streams, _ => { });
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var time = new EvaluationTime(
                parsed.GetValue(dimension), device.ToString(), result.Points.Sum(point => point.NoiseDraws), seconds);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(time, ExperimentJson.Compact) : time.ToString());
        });
        return command;
    }

    private sealed record EvaluationTime(int Dimension, string Device, int Passes, double Seconds)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Queries} queries, {Gallery} gallery images, D = {Dimension}, {Passes} passes with two distances, {Device}: ")
            + string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.00} s, {1000 * Seconds / Passes:0.0} ms a pass");
    }

    /// <summary>Random vectors that cross the channel as they are.</summary>
    private sealed class Vectors(int dimension, Device device) : ISchemeModel
    {
        private readonly Generator generator = new(0);

        public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

        public IReadOnlyList<TrainingPhase> Phases { get; } = [];

        public Transmission PrepareTest(Action<int> progressed)
        {
            var sent = Labelled(Queries, camera: 1);
            return new Transmission
            {
                Sent = sent,
                Gallery = Labelled(Gallery, camera: 2),
                Receive = (snr, noise) => new AwgnChannelModel().Transmit(sent.Features, snr, noise),
            };
        }

        public void Dispose() => generator.Dispose();

        private LabelledFeatures Labelled(int count, int camera) => new(
            randn(count, dimension, generator: generator).to(device),
            [.. Enumerable.Range(0, count).Select(image => image % People)],
            [.. Enumerable.Repeat(camera, count)]);
    }
}
