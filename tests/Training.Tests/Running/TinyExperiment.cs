using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Training.Tests.Running;

/// <summary>A data set, a recipe and plans that run in a fraction of a second.</summary>
internal static class TinyExperiment
{
    private static readonly Lazy<(string Folder, DataSetReference Reference)> s_data = new(Create);

    public static string DataFolder => s_data.Value.Folder;

    /// <summary>The demo recipe with a few epochs of a small network: every phase has two learning rates and a short last batch.</summary>
    public static Recipe Recipe { get; } = Shrink(RecipeCatalog.Load("demo"));

    public static CellSpec Cell(Scheme scheme, Recipe? recipe = null) => new()
    {
        Scheme = scheme,
        Coordinates = Coordinates.Create([.. scheme.Axes.Select(At).OfType<Coordinate>()]),
        Seed = 7,
        Data = s_data.Value.Reference,
        Recipe = recipe ?? Recipe,
    };

    private static Coordinate? At(Axis axis) =>
        axis == Axis.Bandwidth ? Axis.Bandwidth.At(4)
        : axis == Axis.TrainSnrDb ? Axis.TrainSnrDb.At(new SnrDb(3))
        : axis == Axis.LatentDimension ? Axis.LatentDimension.At(4)
        : axis == Axis.Lambda ? Axis.Lambda.At(2)
        : null;

    public static StageSpec Stage(StageKind kind) =>
        new() { Kind = kind, Seed = 7, Data = s_data.Value.Reference, Recipe = Recipe, Algorithm = CellSpec.AlgorithmVersion };

    public static TrainingPlan Plan(WorkSpec work, string scratch) => new()
    {
        Format = TrainingPlan.CurrentFormat,
        Work = work,
        DataFolder = DataFolder,
        ScratchFolder = scratch,
        Device = "cpu",
        Threads = 1,
        CheckpointSeconds = 0,
    };

    private static (string Folder, DataSetReference Reference) Create()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("jsccgrid-tests-").FullName, "people");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        SyntheticPedestrians.Generate(folder, new SyntheticPedestriansOptions
        {
            TrainIdentities = 5,
            TestIdentities = 4,
            ImagesPerCamera = 2,
            Height = 32,
            Width = 16,
        });
        return (folder, new DataSetReference { Name = "people", Fingerprint = DataSetFingerprint.Compute(folder) });
    }

    private static Recipe Shrink(Recipe demo)
    {
        ScheduleRecipe Short(ScheduleRecipe schedule) => schedule with
        {
            BatchSize = 8, // of 20 images: 8, 8, 4
            Phases = [new PhaseRecipe { Epochs = 1, LearningRate = 0.02 }, new PhaseRecipe { Epochs = 1, LearningRate = 0.005 }],
        };
        return demo with
        {
            Name = "tiny",
            Input = demo.Input with { Height = 16, Width = 8 },
            Augmentation = new AugmentationRecipe { HorizontalFlip = 0.5, PadAndCrop = 1 },
            Backbone = new BackboneRecipe { Blocks = [1, 1, 1, 1], Width = 2, Bottleneck = false, Stem = BackboneStem.Small },
            Baseline = Short(demo.Baseline),
            Autoencoder = demo.Autoencoder with
            {
                Pretraining = Short(demo.Autoencoder.Pretraining),
                Joint = Short(demo.Autoencoder.Joint),
                TrainBackbone = true,
            },
            FullyConnected = new FullyConnectedRecipe { Start = TrainingStart.Initial, Schedule = Short(demo.FullyConnected.Schedule) },
            Digital = demo.Digital with { Schedule = Short(demo.Digital.Schedule) },
            Evaluation = demo.Evaluation with
            {
                TestSnrDb = [new SnrDb(-3), new SnrDb(10), SnrDb.Noiseless],
                NoiseDraws = 2,
                BatchSize = 3
            },
        };
    }
}
