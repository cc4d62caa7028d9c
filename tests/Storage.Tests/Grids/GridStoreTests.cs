using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Grids;

public sealed class GridStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OfSeveralShards_IsReadBackInOrder()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        var cells = Samples.Cells(5);
        await store.WriteShardAsync("demo", 0, cells[..3], Cancellation);
        await store.WriteShardAsync("demo", 1, cells[3..], Cancellation);
        await store.WriteAsync(new GridRecord(GridRecord.CurrentFormat, "demo", DateTimeOffset.UnixEpoch, 2, 5), Cancellation);
        Assert.Equal(["demo"], await store.ListAsync(Cancellation));
        Assert.Equal(cells, await ReadAsync(store));
    }

    [Fact]
    public async Task Grid_SubmittedAgainWithFewerShards_ForgetsTheOthers()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        var cells = Samples.Cells(5);
        for (var shard = 0; shard < 5; shard++) await store.WriteShardAsync("demo", shard, [cells[shard]], Cancellation);
        await store.WriteAsync(new GridRecord(GridRecord.CurrentFormat, "demo", DateTimeOffset.UnixEpoch, 2, 2), Cancellation);
        Assert.Equal(cells[..2], await ReadAsync(store));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "grids/demo/shards")).Length);
    }

    [Fact]
    public async Task Read_OfAnUnknownGrid_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        Assert.Null(await store.ReadAsync("none", Cancellation));
        Assert.Empty(await ReadAsync(store, "none"));
        Assert.Empty(await store.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("other")]
    [InlineData("")]
    public async Task Submission_WhoseNameIsNotItsFolder_IsNotBelieved(string name)
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        await WriteAsync(objects, StoreLayout.Submission("demo"), Submission(Samples.Cell().Data) with { Name = name });
        await WriteAsync(objects, StoreLayout.Grid("demo"), new GridRecord(GridRecord.CurrentFormat, name, DateTimeOffset.UnixEpoch, 0, 0));
        foreach (var read in new Func<Task>[]
        {
            () => store.ReadSubmissionAsync("demo", Cancellation), () => store.ReadAsync("demo", Cancellation)
        })
        {
            var refused = await Assert.ThrowsAsync<StoreCorruptException>(read);
            Assert.StartsWith("grids/demo/", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("../../x", null)]
    [InlineData("a/b", null)]
    [InlineData(null, "../../x")]
    public async Task Submission_WhoseInputsLeadOutOfTheStore_IsNotBelieved(string? fingerprint, string? weights)
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var data = Samples.Cell().Data;
        var submission = Submission(data with { Fingerprint = fingerprint ?? data.Fingerprint })
            with { Weights = weights is null ? null : new WeightsReference { Name = "w", Sha256 = weights } };
        await WriteAsync(objects, StoreLayout.Submission("demo"), submission);
        await Assert.ThrowsAsync<StoreCorruptException>(() => new GridStore(objects).ReadSubmissionAsync("demo", Cancellation));
    }

    [Fact]
    public async Task Submission_OfMoreCellsThanAGridMayHave_IsNotBelieved()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var submission = Submission(Samples.Cell().Data);
        var sweep = new SweepDefinition { Scheme = Scheme.JsccAe, Axes = [Axis.Bandwidth.Over(Enumerable.Range(1, 100_000))] };
        submission = submission with
        {
            Definition = submission.Definition with { Seeds = [.. Enumerable.Range(0, 100)], Sweeps = [sweep] }
        };
        await WriteAsync(objects, StoreLayout.Submission("demo"), submission);
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(
            () => new GridStore(objects).ReadSubmissionAsync("demo", Cancellation));
        Assert.StartsWith(StoreLayout.Submission("demo"), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Grid_WhoseFilesAreDamaged_IsNamedWithWhatToDo(string content)
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        foreach (var name in new[] { StoreLayout.Submission("demo"), StoreLayout.Grid("demo") })
            await objects.WriteAsync(name, Encoding.UTF8.GetBytes(content), WriteCondition.Always, Cancellation);
        var submission = await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadSubmissionAsync("demo", Cancellation));
        Assert.StartsWith(StoreLayout.Submission("demo"), submission.Message, StringComparison.Ordinal);
        Assert.EndsWith("Submit the grid again.", submission.Message, StringComparison.Ordinal);
        var record = await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadAsync("demo", Cancellation));
        Assert.StartsWith(StoreLayout.Grid("demo"), record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_WithANullForACell_IsNotBelieved()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var store = new GridStore(objects);
        await objects.WriteAsync(StoreLayout.GridShard("demo", 0), "[null]"u8.ToArray(), WriteCondition.Always, Cancellation);
        await store.WriteAsync(new GridRecord(GridRecord.CurrentFormat, "demo", DateTimeOffset.UnixEpoch, 1, 1), Cancellation);
        await Assert.ThrowsAsync<StoreCorruptException>(() => ReadAsync(store));
    }

    [Fact]
    public async Task Shard_WithASchemeOfALaterVersion_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var cell = Samples.Cell() with { Scheme = SchemeCatalog.Of("jscc-af") };
        var cells = JsonSerializer.SerializeToUtf8Bytes(new[] { cell }, ExperimentJson.Compact);
        await objects.WriteAsync(StoreLayout.GridShard("demo", 0), cells, WriteCondition.Always, Cancellation);
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(() => new GridStore(objects).ReadShardAsync("demo", 0, Cancellation));
        Assert.EndsWith("There is no scheme 'jscc-af' in this version. Did you mean 'jscc-ae'?", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jscc-af", "There is no scheme 'jscc-af' in this version. Did you mean 'jscc-ae'?")]
    [InlineData("jscc-ae", "jscc-ae has no coordinate 'attention' in this version.")]
    public async Task Submission_OfALaterVersion_IsRefusedByNameAndNotCalledDamaged(string scheme, string message)
    {
        using var folder = new TemporaryFolder();
        using var objects = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var submission = Submission(Samples.Cell().Data);
        SweptAxis[] axes = [Axis.Bandwidth.Over(8), new SweptAxis("attention", [CoordinateValue.Of("heads"), CoordinateValue.Of(2)])];
        var sweep = new SweepDefinition { Scheme = SchemeCatalog.Of(scheme), Axes = [.. axes] };
        await WriteAsync(
            objects, StoreLayout.Submission("demo"), submission with { Definition = submission.Definition with { Sweeps = [sweep] } });
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(
            () => new GridStore(objects).ReadSubmissionAsync("demo", Cancellation));
        Assert.EndsWith($"submission.json cannot be used. {message}", refused.Message, StringComparison.Ordinal);
    }

    private static GridSubmission Submission(DataSetReference data) => new()
    {
        Format = GridSubmission.CurrentFormat,
        Name = "demo",
        Definition = new GridDefinition
        {
            Name = "demo",
            Recipe = Samples.Cell().Recipe,
            Seeds = [0],
            Sweeps = [new SweepDefinition { Scheme = Scheme.ReIdBaseline }],
            Figures = new FigureSettings { Bandwidth = 8 },
        },
        Data = data,
        SubmittedAt = DateTimeOffset.UnixEpoch,
        Algorithm = CellSpec.AlgorithmVersion,
    };

    private static Task<ObjectVersion?> WriteAsync<T>(DirectoryObjectStore objects, string name, T value) => objects.WriteAsync(
        name, JsonSerializer.SerializeToUtf8Bytes(value, ExperimentJson.Indented), WriteCondition.Always, Cancellation);

    private static async Task<List<CellSpec>> ReadAsync(GridStore store, string name = "demo")
    {
        var cells = new List<CellSpec>();
        await foreach (var cell in store.ReadCellsAsync(name, Cancellation)) cells.Add(cell);
        return cells;
    }
}
