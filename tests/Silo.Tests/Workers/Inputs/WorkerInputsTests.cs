using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Worker;
using JsccGrid.Worker.Inputs;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers.Inputs;

/// <summary>Where a worker takes what a cell reads from.</summary>
public sealed class WorkerInputsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly DirectoryObjectStore objects;
    private readonly WorkerOptions options = new() { Name = "w1" };
    private readonly string dataFolder;
    private readonly string weightsFile;
    private readonly WorkSpec spec;

    public WorkerInputsTests()
    {
        objects = new DirectoryObjectStore(Path.Combine(root, "store"), TimeProvider.System);
        dataFolder = Path.Combine(root, "data");
        foreach (var part in DataSetPart.Names)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(dataFolder, part)).FullName, "0001_c1.png"), part);
        weightsFile = Path.Combine(root, "weights");
        File.WriteAllText(weightsFile, "weights");
        spec = WorkSpec.Of(Samples.Cell(scheme: Scheme.JsccFc) with
        {
            Data = new DataSetReference { Name = "trial", Fingerprint = DataSetFingerprint.Compute(dataFolder) },
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_WithAConfiguredFolder_TakesIt()
    {
        options.DataSets[spec.Data.Fingerprint] = dataFolder;
        using var inputs = await PrepareDataAsync();
        Assert.Equal(dataFolder, inputs.DataFolder);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nowhere")]
    public async Task Prepare_WithoutItsFolder_TakesTheStoresCopy(string? configured)
    {
        if (configured is not null) options.DataSets[spec.Data.Fingerprint] = configured;
        await new DataSetArchive(objects).UploadIfAbsentAsync(dataFolder, spec.Data.Fingerprint, Cancellation);
        using var inputs = await PrepareDataAsync();
        Assert.StartsWith(Path.Combine(root, "cache"), inputs.DataFolder, StringComparison.Ordinal);
        Assert.Equal(spec.Data.Fingerprint, DataSetFingerprint.Compute(inputs.DataFolder));
    }

    [Fact]
    public async Task Prepare_WithoutAnyCopy_SaysWhereItLooked()
    {
        options.DataSets[spec.Data.Fingerprint] = "/nowhere";
        var exception = await Assert.ThrowsAsync<WorkerFaultException>(PrepareDataAsync);
        Assert.Equal(
            $"The data set 'trial' (fingerprint {spec.Data.Fingerprint}) is not on worker w1. "
            + "'/nowhere', where its settings say, does not exist. "
            + "The store has no copy; submitting the grid uploads one.",
            exception.Message);
    }

    [Fact]
    public async Task Prepare_OfWeights_TakesTheStoresCopy()
    {
        options.DataSets[spec.Data.Fingerprint] = dataFolder;
        var sha256 = await FileHash.OfAsync(weightsFile, Cancellation);
        await new WeightsArchive(objects).UploadIfAbsentAsync(weightsFile, sha256, Cancellation);
        var cell = spec.Cell! with { Weights = new WeightsReference { Name = "weights", Sha256 = sha256 } };
        using var inputs = await Inputs().PrepareAsync(WorkSpec.Of(cell), Cancellation);
        Assert.Equal("weights", await File.ReadAllTextAsync(inputs.WeightsFile!, Cancellation));
    }

    public void Dispose()
    {
        objects.Dispose();
        Directory.Delete(root, recursive: true);
    }

    /// <summary>Prepares a cell that needs its data set only.</summary>
    private Task<PreparedInputs> PrepareDataAsync() => Inputs().PrepareAsync(spec, Cancellation);

    private WorkerInputs Inputs() =>
        new(objects, new WorkStore(objects), options, new InputCache(Path.Combine(root, "cache"), 1 << 20, Cancellation));
}
