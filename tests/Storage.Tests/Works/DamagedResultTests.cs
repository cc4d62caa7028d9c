using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Works;

/// <summary>A result is verified where it is read.</summary>
public sealed class DamagedResultTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly TemporaryFolder scratch = new();
    private readonly DirectoryObjectStore objects;
    private readonly WorkStore store;
    private readonly CellSpec cell = Samples.Cell();

    public DamagedResultTests()
    {
        objects = new DirectoryObjectStore(root.Path, TimeProvider.System);
        store = new WorkStore(objects);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkId Work => WorkId.Of(cell.Id);

    private string Published => PathOf(StoreLayout.Result(cell.Id));

    public static TheoryData<string> Damages => new("edited", "of another cell", "truncated", "empty", "null");

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Result_ThatIsDamaged_IsRepairedFromItsSealedCopyAndNamed(string damage)
    {
        await SealAsync(0.75);
        var whole = await File.ReadAllBytesAsync(Published, Cancellation);
        await File.WriteAllBytesAsync(Published, Damage(damage, whole), Cancellation);

        var found = await store.FindResultAsync(cell.Id, Cancellation);

        Assert.Equal(0.75, found.Result!.Points[0].Scores.Top1.Mean);
        Assert.Equal(cell, found.Result.Spec);
        Assert.Contains(StoreLayout.Result(cell.Id), found.Problem, StringComparison.Ordinal);
        Assert.Contains("has replaced it", found.Problem, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Published, Cancellation));
        Assert.Equal(
            new StoredResult(found.Result, null),
            await store.FindResultAsync(cell.Id, Cancellation) with { Result = found.Result });
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Result_ThatIsDamagedInAStoreNobodyMayWriteTo_IsReadFromItsSealedCopy(string damage)
    {
        await SealAsync(0.75);
        var damaged = Damage(damage, await File.ReadAllBytesAsync(Published, Cancellation));
        await File.WriteAllBytesAsync(Published, damaged, Cancellation);

        var found = await new WorkStore(new UnwritableObjectStore(objects)).FindResultAsync(cell.Id, Cancellation);

        Assert.Equal(0.75, found.Result!.Points[0].Scores.Top1.Mean);
        Assert.Contains(StoreLayout.Result(cell.Id), found.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("replaced", found.Problem, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(Published, Cancellation));
    }

    [Fact]
    public async Task Result_ThatWasNeverPublished_IsReadInAStoreNobodyMayWriteTo()
    {
        await SealAsync(0.75);
        File.Delete(Published);
        var unwritable = new WorkStore(new UnwritableObjectStore(objects));
        Assert.True((await unwritable.ReadStateAsync(Work, Cancellation)).IsCommitted);
        Assert.Equal(0.75, (await unwritable.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean);
        Assert.False(File.Exists(Published));
    }

    [Fact]
    public async Task Result_BothOfWhoseCopiesAreDamaged_IsLostAndNamedWithWhatToDo()
    {
        var file = await SealAsync(0.75);
        foreach (var path in new[] { Published, PathOf(file.Path) }) await File.WriteAllTextAsync(path, "{", Cancellation);

        var found = await store.FindResultAsync(cell.Id, Cancellation);

        Assert.Null(found.Result);
        foreach (var part in new[] { StoreLayout.Result(cell.Id), file.Path, $"delete the folder {Work}" })
            Assert.Contains(part, found.Problem, StringComparison.Ordinal);
        // Nobody is given the cell again: it has one result, which a person may still have elsewhere.
        Assert.Null(await store.BeginAttemptAsync(WorkSpec.Of(cell), "worker", 2, Cancellation));
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadResultAsync(cell.Id, Cancellation));
    }

    [Fact]
    public async Task Result_OfALaterFormat_IsRefusedByName()
    {
        await SealAsync(SampleResults.Of(cell) with { Format = CellResult.CurrentFormat + 1 });
        var found = await store.FindResultAsync(cell.Id, Cancellation);
        Assert.Null(found.Result);
        Assert.Contains($"{StoreLayout.Result(cell.Id)} has format", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_OfWhatCannotBeAResult_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => SealAsync(99));
        Assert.Contains("top-1 is 99", refused.Message, StringComparison.Ordinal);
        Assert.False((await store.ReadStateAsync(Work, Cancellation)).IsCommitted);
    }

    [Fact]
    public async Task Result_WithADamagedManifest_IsNotBelieved()
    {
        await SealAsync(0.75);
        await File.WriteAllTextAsync(PathOf(StoreLayout.Manifest(Work)), "{", Cancellation);
        var found = await store.FindResultAsync(cell.Id, Cancellation);
        Assert.Null(found.Result);
        Assert.Contains(StoreLayout.Manifest(Work), found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_OfACellThatStillTrains_IsNotBelieved()
    {
        await store.BeginAttemptAsync(WorkSpec.Of(cell), "worker", 1, Cancellation);
        await WriteResultAsync(SampleResults.Of(cell, 0.9));
        var found = await store.FindResultAsync(cell.Id, Cancellation);
        Assert.Null(found.Result);
        Assert.Contains("is not believed", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_WithoutAManifest_IsBelievedOnlyIfItCanBeOfItsCell()
    {
        await WriteResultAsync(SampleResults.Of(cell, 0.5));
        Assert.Equal(0.5, (await store.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean);
        var good = SampleResults.Of(cell);
        foreach (var wrong in new[]
        {
            SampleResults.Of(cell, 99),
            good with { Spec = Samples.Cell(seed: 9) },
            good with { Points = [] },
            good with { Points = [.. Enumerable.Repeat(good.Points[0], 20_000)] },
        })
        {
            await WriteResultAsync(wrong);
            Assert.Null((await store.FindResultAsync(cell.Id, Cancellation)).Result);
        }
    }

    [Theory]
    [InlineData("../../evil", null)]
    [InlineData(null, "grids/other/submission.json")]
    [InlineData(null, "../outside")]
    public async Task Manifest_ThatNamesAFileOfNobody_IsNotBelieved(string? name, string? path)
    {
        var file = await SealAsync(0.5);
        var manifest = (await store.FindManifestAsync(Work, Cancellation))!;
        var foreign = manifest with
        {
            Sealed = null,
            Checkpoint = new StoredCheckpoint(1, 5, [file with { Name = name ?? file.Name, Path = path ?? file.Path }]),
        };
        await File.WriteAllBytesAsync(PathOf(StoreLayout.Manifest(Work)), foreign.ToBytes(), Cancellation);
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadStateAsync(Work, Cancellation));
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.BeginAttemptAsync(WorkSpec.Of(cell), "worker", 2, Cancellation));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("of another cell")]
    public async Task Spec_ThatDoesNotDescribeItsCell_IsNotBelieved(string content)
    {
        if (content == "of another cell") content = JsonSerializer.Serialize(WorkSpec.Of(Samples.Cell(seed: 9)), ExperimentJson.Compact);
        Directory.CreateDirectory(PathOf(Work.Value));
        await File.WriteAllTextAsync(PathOf(StoreLayout.Spec(Work)), content, Cancellation);
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadSpecAsync(Work, Cancellation));
        Assert.Contains(StoreLayout.Spec(Work), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spec_OfASchemeOfALaterVersion_IsReadForShowing()
    {
        var later = Samples.Cell() with { Scheme = SchemeCatalog.Of("later") };
        Directory.CreateDirectory(PathOf(Work.Value));
        var content = JsonSerializer.Serialize(WorkSpec.Of(later), ExperimentJson.Compact);
        await File.WriteAllTextAsync(PathOf(StoreLayout.Spec(Work)), content, Cancellation);

        Assert.Equal("later B=8 SNR=0 seed=0", (await store.ReadSpecAsync(Work, Cancellation))!.Label);
    }

    public void Dispose()
    {
        objects.Dispose();
        root.Dispose();
        scratch.Dispose();
    }

    private byte[] Damage(string damage, byte[] whole) => damage switch
    {
        "edited" => JsonSerializer.SerializeToUtf8Bytes(SampleResults.Of(cell, 0.99), ExperimentJson.Indented),
        "of another cell" => JsonSerializer.SerializeToUtf8Bytes(
            SampleResults.Of(cell) with { Spec = Samples.Cell(seed: 9) }, ExperimentJson.Indented),
        "truncated" => whole[..(whole.Length / 2)],
        "empty" => [],
        _ => "null"u8.ToArray(),
    };

    private string PathOf(string name) => Path.Combine(root.Path, name);

    private Task<StoredFile> SealAsync(double top1) => SealAsync(SampleResults.Of(cell, top1));

    private async Task<StoredFile> SealAsync(CellResult result) =>
        (await store.CommitAsync(scratch.Path, result, Cancellation)).Manifest.Sealed!.Files[0];

    private async Task WriteResultAsync(CellResult result)
    {
        Directory.CreateDirectory(PathOf(Work.Value));
        await File.WriteAllBytesAsync(Published, JsonSerializer.SerializeToUtf8Bytes(result, ExperimentJson.Indented), Cancellation);
    }
}
