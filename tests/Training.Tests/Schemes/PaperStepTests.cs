using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Data;
using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tests.Running;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Schemes;

/// <summary>The paper's recipe at full size: ResNet-50, 256 x 128 pixels, batches of 16, B = 512.</summary>
public sealed class PaperStepTests
{
    private const int Batch = 16;

    [Fact]
    public void JsccAe_OneStepOfEachPhase_ChangesWhatItTrains()
    {
        using var folder = new TemporaryFolder();
        var recipe = RecipeCatalog.Load("paper");
        var data = ReIdDataSet.Open(TinyExperiment.DataFolder);
        using var images = new ReIdImages(Part(data.Train, recipe), Part(data.Query, recipe), Part(data.Gallery, recipe));
        using var streams = new RandomStreams(0);
        using var features = WriteInputs(folder, recipe, images.Train);
        using var scheme = new JsccAeModel(
            TinyExperiment.Cell(Scheme.JsccAe, recipe).With(Axis.Bandwidth, 512).With(Axis.TrainSnrDb, new SnrDb(0)),
            new Materials
            {
                Recipe = recipe,
                Streams = streams,
                Device = CPU,
                Images = images,
                Features = new Lazy<ReIdFeatures>(features),
                BaselineFile = folder[BaselineWeights.FileName],
            });

        var pretraining = Step(scheme, scheme.Phases[0]);
        var joint = Step(scheme, scheme.Phases[1]);

        Assert.Equal(["decoder", "encoder"], pretraining);
        Assert.Equal(["backbone", "classifier", "decoder", "encoder"], joint);
    }

    /// <summary>Takes a step on one batch and names the networks whose weights moved.</summary>
    private static List<string> Step(JsccAeModel scheme, TrainingPhase phase)
    {
        using var scope = NewDisposeScope();
        using var optimizer = phase.CreateOptimizer();
        var before = scheme.Networks.ToDictionary(network => network.Key, network => FirstWeight(network.Value).clone());
        using var loss = phase.Loss(arange(Batch, ScalarType.Int64));
        Assert.True(float.IsFinite(loss.item<float>()));
        loss.backward();
        optimizer.Step(phase.LearningRate(0));
        return
        [
            .. scheme.Networks.Where(network => FirstWeight(network.Value).ne(before[network.Key]).any().item<bool>())
                .Select(network => network.Key)
                .Order()
        ];
    }

    private static Parameter FirstWeight(nn.Module network) => network.parameters().First();

    /// <summary>A baseline with random weights, and features as if it had extracted them.</summary>
    private static ReIdFeatures WriteInputs(TemporaryFolder folder, Recipe recipe, ImageSet train)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(0, CPU);
        using var backbone = new ResNet(recipe.Backbone, random);
        using var classifier = new IdentityClassifier(recipe.Backbone.FeatureDimension, train.Classes, random);
        BaselineWeights.Write(folder[BaselineWeights.FileName], backbone, classifier);
        var count = train.Images.Count;
        var labelled = new LabelledFeatures(zeros(1, 2048), [1], [1]);
        ReIdFeatures.Write(folder[ReIdFeatures.FileName], empty(count, 2048).uniform_(0, 1, random), train.Labels, labelled, labelled);
        return ReIdFeatures.Read(folder[ReIdFeatures.FileName], CPU);
    }

    private static Lazy<ImageSet> Part(IReadOnlyList<ReIdImage> images, Recipe recipe) =>
        new(() => ImageSet.Load(images, recipe.Input, threads: 2));
}
