using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Tests.Shared;

/// <summary>Small valid cells.</summary>
internal static class Samples
{
    public const string Fingerprint = "0123456789abcdef0123456789abcdef";

    public static CellSpec Cell(int bandwidth = 8, int seed = 0, Scheme? scheme = null) => new()
    {
        Scheme = scheme ?? Scheme.JsccAe,
        Coordinates = (scheme ?? Scheme.JsccAe).CrossesChannel ? [Axis.Bandwidth.At(bandwidth), Axis.TrainSnrDb.At(new SnrDb(0))] : [],
        Seed = seed,
        Data = new DataSetReference { Name = "fake", Fingerprint = Fingerprint },
        Recipe = Recipe,
    };

    /// <summary>Cells that differ in bandwidth and need the same stages.</summary>
    public static CellSpec[] Cells(int count, int seed = 0) => [.. Enumerable.Range(1, count).Select(bandwidth => Cell(bandwidth, seed))];

    private static ScheduleRecipe Schedule { get; } = new()
    {
        BatchSize = 4, Momentum = 0.9, WeightDecay = 0, Phases = [new PhaseRecipe { Epochs = 1, LearningRate = 0.1 }],
    };

    private static Recipe Recipe { get; } = new()
    {
        Name = "fake",
        Input = new InputRecipe { Height = 8, Width = 8, Mean = [0.5, 0.5, 0.5], StandardDeviation = [0.2, 0.2, 0.2] },
        Augmentation = new AugmentationRecipe { HorizontalFlip = 0, PadAndCrop = 0 },
        Backbone = new BackboneRecipe { Blocks = [1, 1, 1, 1], Width = 4, Bottleneck = false, Stem = BackboneStem.Small },
        Baseline = Schedule,
        Autoencoder = new AutoencoderRecipe
        {
            Layers = 1,
            LeakySlope = 0.1,
            Pretraining = Schedule,
            Joint = Schedule,
            TrainBackbone = false,
            Gallery = GallerySide.Autoencoded,
        },
        FullyConnected = new FullyConnectedRecipe { Start = TrainingStart.Initial, Schedule = Schedule },
        Digital = new DigitalRecipe
        {
            TrainBackbone = false,
            Schedule = Schedule,
            DensityLearningRateFactor = 1,
            DensityFilters = [3],
            DensityInitialScale = 10,
            Rounding = LatentRounding.Median,
        },
        Evaluation = new EvaluationRecipe
        {
            TestSnrDb = [SnrDb.Noiseless],
            NoiseDraws = 1,
            BatchSize = 4,
            Distance = RankingDistance.Cosine
        },
    };
}
