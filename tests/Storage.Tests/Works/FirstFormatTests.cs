using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Collection;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Xunit;

namespace JsccGrid.Storage.Tests.Works;

/// <summary>The store that version 0.1.0 left is gone on with.</summary>
public sealed class FirstFormatTests : IDisposable
{
    private const string Grid = "first-format";
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "first-format");
    private readonly TemporaryFolder folder = new();
    private readonly DirectoryObjectStore objects;
    private readonly WorkStore works;
    private readonly GridStore grids;

    public FirstFormatTests()
    {
        var source = Path.Combine(Fixture, "store");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Root, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        objects = new DirectoryObjectStore(Root, TimeProvider.System);
        (works, grids) = (new WorkStore(objects), new GridStore(objects));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(folder.Path, "store");

    [Fact]
    public async Task Grid_OfTheFirstVersion_IsReadWithTheStateOfItsCells()
    {
        var submission = (await grids.ReadSubmissionAsync(Grid, Cancellation))!;
        var cells = await grids.ReadCellsAsync(Grid, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([Grid], await grids.ListAsync(Cancellation));
        Assert.Equal(submission.Expand().Cells, cells);
        var states = new List<WorkStoreState>();
        foreach (var cell in cells) states.Add(await works.ReadStateAsync(WorkId.Of(cell.Id), Cancellation));
        var none = new WorkStoreState(0, false, null);
        Assert.Equal([new WorkStoreState(2, true, null), new WorkStoreState(1, false, 43), none, none, none], states);
        Assert.Equal(cells[0], (await works.ReadResultAsync(cells[0].Id, Cancellation))!.Spec);
    }

    [Fact]
    public async Task Work_OfTheFirstVersion_IsResumedAndItsStagesAreVerified()
    {
        var spec = WorkSpec.Of((await grids.ReadCellsAsync(Grid, Cancellation).ToListAsync(Cancellation))[1]);
        Assert.Equal(spec, await works.ReadSpecAsync(spec.Id, Cancellation));
        var claim = (await works.BeginAttemptAsync(spec, "worker", 2, Cancellation))!;
        var restored = await claim.RestoreCheckpointAsync(Path.Combine(folder.Path, "checkpoint"), Cancellation);
        Assert.Equal((43, 0), (restored.Step, restored.Problems.Count));
        foreach (var stage in spec.RequiredStages)
            await works.DownloadOutputsAsync(
                WorkId.Of(stage.Key), Directory.CreateDirectory(Path.Combine(folder.Path, stage.Key.Value)).FullName, Cancellation);
        Assert.Null(await works.BeginAttemptAsync(WorkSpec.Of(spec.RequiredStages[0]), "worker", 2, Cancellation));
    }

    [Fact]
    public async Task Sweep_OfAStoreOfTheFirstVersion_FindsNothing() =>
        Assert.Empty(await new StoreSweep(objects, TimeProvider.System).FindAsync(TimeSpan.Zero, Cancellation).ToListAsync(Cancellation));

    [Theory]
    [InlineData("grids/first-format/grid.json")]
    [InlineData("grids/first-format/submission.json")]
    [InlineData("cells/980f2c49c32fa9db8fe6644439380d2f/checkpoint.json")]
    public async Task Object_OfALaterFormat_IsRefusedByName(string name)
    {
        var path = Path.Combine(Root, name);
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path, Cancellation)).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal),
            Cancellation);
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(async () =>
        {
            await grids.ReadAsync(Grid, Cancellation);
            await grids.ReadSubmissionAsync(Grid, Cancellation);
            await works.FindManifestAsync(WorkId.Parse("cells/980f2c49c32fa9db8fe6644439380d2f"), Cancellation);
        });
        Assert.Equal($"{name} has format 2; this version reads up to 1. Use the version that wrote it.", refused.Message);
    }

    public void Dispose()
    {
        objects.Dispose();
        folder.Dispose();
    }
}
