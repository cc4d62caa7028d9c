using System.Globalization;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tests.Running;
using JsccGrid.Training.Tests.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Schemes;

/// <summary>
/// L2 regularisation where the paper names it: the ResNet (section 2.1), the autoencoder and everything in JSCC FC (section 2.3), the
/// digital encoder (section 2.2).
/// </summary>
public sealed class WeightDecayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RandomStreams streams = new(0);
    private readonly ReIdImages images;
    private readonly Materials materials;

    public WeightDecayTests()
    {
        var (recipe, features) = (TinyExperiment.Recipe, TinyExperiment.Stage(StageKind.Features));
        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(features), folder["features"]));
        var data = ReIdDataSet.Open(TinyExperiment.DataFolder);
        Lazy<ImageSet> Part(IReadOnlyList<ReIdImage> part) => new(() => ImageSet.Load(part, recipe.Input, threads: 1));
        images = new ReIdImages(Part(data.Train), Part(data.Query), Part(data.Gallery));
        materials = new Materials
        {
            Recipe = recipe,
            Streams = streams,
            Device = CPU,
            Images = images,
            Features = new Lazy<ReIdFeatures>(() => ReIdFeatures.Read(
                Path.Combine(run.Last<TrainingEvent.Completed>().Folder, ReIdFeatures.FileName), CPU)),
            BaselineFile = Path.Combine(
                folder["features"], "stages", features.RequiredStages[0].Key.Value, "output", BaselineWeights.FileName),
        };
    }

    [Fact]
    public void Baseline_OfItsNetworks_DecaysTheBackboneAlone()
    {
        using var stage = new BaselineStage(materials);

        Assert.Equal("backbone 0.0005, classifier 0", Decays(stage, "baseline"));
    }

    [Theory]
    [InlineData("jscc-ae", "pretraining", "decoder 0.0005, encoder 0.0005")]
    [InlineData("jscc-ae", "joint", "backbone 0.0005, classifier 0, decoder 0.0005, encoder 0.0005")]
    [InlineData("jscc-ae-adaptive", "joint", "backbone 0.0005, classifier 0, decoder 0.0005, encoder 0.0005")]
    [InlineData("jscc-fc", "training", "backbone 0.0005, classifier 0.0005, encoder 0.0005")]
    [InlineData("digital", "training", "classifier 0, density 0, encoder 0.005")]
    [InlineData("digital", "training", "backbone 0.0005, classifier 0, density 0, encoder 0.005", Axis.Trained)]
    public void Scheme_OfItsNetworks_DecaysThoseThatThePaperNames(string name, string phase, string expected, string? weights = null)
    {
        var cell = TinyExperiment.Cell(SchemeCatalog.Of(name));
        if (weights is not null) cell = cell.With(Axis.BackboneWeights, weights);

        using var scheme = SchemeModels.Make(cell, materials);

        Assert.Equal(expected, Decays(scheme, phase));
    }

    public void Dispose()
    {
        if (materials.Features.IsValueCreated) materials.Features.Value.Dispose();
        images.Dispose();
        streams.Dispose();
        folder.Dispose();
    }

    private static string Decays(ITrainable trainable, string name)
    {
        var phase = trainable.Phases.Single(phase => phase.Name == name);
        return string.Join(", ", phase.Trained.OrderBy(trained => trained.Name, StringComparer.Ordinal).Select(trained =>
            string.Create(CultureInfo.InvariantCulture, $"{trained.Name} {trained.WeightDecay ?? phase.Schedule.WeightDecay}")));
    }
}
