using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Optimization;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using static TorchSharp.torch;

namespace JsccGrid.Benchmarks.Steps;

/// <summary>
/// A step of the baseline's pretraining (paper section 2.3, step 1) as the training program does it: augmentation of decoded images,
/// normalisation, forward and backward pass, update.
/// </summary>
internal sealed class BackboneStep : ITrainingStep
{
    private const int Seed = 0;

    private readonly TemporaryFolder folder = new();
    private readonly RandomStreams streams = new(Seed);
    private readonly ReIdImages images;
    private readonly BaselineStage stage;
    private readonly TrainingPhase phase;
    private readonly SgdOptimizer optimizer;
    private readonly Tensor order;
    private int next;

    /// <param name="recipe">Its images, its backbone and its precision; synthetic pedestrians of that size are drawn for it.</param>
    /// <param name="batch">Images in a step.</param>
    /// <param name="device">Where.</param>
    public BackboneStep(Recipe recipe, int batch, Device device)
    {
        Batch = batch;
        var people = folder["people"];
        SyntheticPedestrians.Generate(people, new SyntheticPedestriansOptions
        {
            TrainIdentities = Math.Max(8, batch / 4),
            TestIdentities = 2,
            ImagesPerCamera = 8,
            Height = recipe.Input.Height,
            Width = recipe.Input.Width,
        });
        var set = new Lazy<ImageSet>(
            () => ImageSet.Load(ReIdDataSet.Open(people).Train, recipe.Input, Environment.ProcessorCount).MoveTo(device));
        images = new ReIdImages(set, set, set);
        Arithmetic.Use(recipe.Precision ?? Precision.Single, device);
        stage = new BaselineStage(new Materials
        {
            Recipe = recipe with { Baseline = recipe.Baseline with { BatchSize = batch } },
            Streams = streams,
            Device = device,
            Images = images,
            Features = new Lazy<ReIdFeatures>(() => throw new InvalidOperationException("The baseline reads no features.")),
        });
        phase = stage.Phases[0];
        foreach (var trained in phase.Trained) trained.Network.train();
        optimizer = phase.CreateOptimizer();
        order = randperm(phase.Samples, ScalarType.Int64, generator: streams["order"]).to(device).DetachFromDisposeScope();
    }

    public int Batch { get; }

    public void Run()
    {
        using var scope = NewDisposeScope();
        if (next + Batch > phase.Samples) next = 0;
        phase.Loss(order.narrow(0, next, Batch)).backward();
        optimizer.Step(phase.LearningRate(0));
        next += Batch;
    }

    public void Dispose()
    {
        order.Dispose();
        optimizer.Dispose();
        stage.Dispose();
        images.Dispose();
        streams.Dispose();
        folder.Dispose();
    }
}
