using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Works;

public sealed class WorkStoreTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly TemporaryFolder scratch = new();
    private readonly DirectoryObjectStore objects;
    private readonly WorkStore store;
    private readonly CellSpec cell = Samples.Cell();

    public WorkStoreTests()
    {
        objects = new DirectoryObjectStore(root.Path, TimeProvider.System);
        store = new WorkStore(objects);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkSpec Spec => WorkSpec.Of(cell);

    [Fact]
    public async Task Claim_OfNewWork_WritesSpecAndManifest()
    {
        var claim = await RequestLeaseAsync(1);
        Assert.Equal(1, claim.Attempt);
        Assert.Equal(Spec, await store.ReadSpecAsync(Spec.Id, Cancellation));
        Assert.Equal(new WorkStoreState(1, IsCommitted: false, CheckpointStep: null), await store.ReadStateAsync(Spec.Id, Cancellation));
    }

    [Fact]
    public async Task Claim_ByALaterAttempt_FencesTheOneBefore()
    {
        var stale = await RequestLeaseAsync(1, "worker-a");
        await CommitAsync(stale, 5);
        var current = await RequestLeaseAsync(2, "worker-b");
        var fenced = await Assert.ThrowsAsync<FencedException>(() => CommitAsync(stale, 10));
        Assert.Equal(2, fenced.StoreAttempt);
        await Assert.ThrowsAsync<FencedException>(() => SealAsync(stale));
        await Assert.ThrowsAsync<FencedException>(() => stale.DropCheckpointAsync(Cancellation));
        Assert.Equal(5, (await store.ReadStateAsync(Spec.Id, Cancellation)).CheckpointStep);
        Assert.Equal(5, (await current.RestoreCheckpointAsync(Path.Combine(scratch.Path, "restored"), Cancellation)).Step);
    }

    [Fact]
    public async Task Claim_ByAnEarlierAttemptOrAnotherWorker_IsFenced()
    {
        await RequestLeaseAsync(3, "worker-a");
        await Assert.ThrowsAsync<FencedException>(() => RequestLeaseAsync(2, "worker-a"));
        await Assert.ThrowsAsync<FencedException>(() => RequestLeaseAsync(3, "worker-b"));
        Assert.Equal(3, (await RequestLeaseAsync(3, "worker-a")).Attempt);
    }

    [Fact]
    public async Task Claim_RacedByManyWorkers_HasOneWinner()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                return await new WorkStore(objects).BeginAttemptAsync(Spec, $"worker-{i}", 1, Cancellation);
            }
            catch (FencedException)
            {
                return null;
            }
        })));
        var winner = Assert.Single(claims, claim => claim is not null);
        await CommitAsync(winner!, 1);
    }

    [Fact]
    public async Task Commit_OfSeveralCheckpoints_KeepsTheLastTwo()
    {
        var claim = await RequestLeaseAsync(1);
        foreach (var step in new[] { 5, 10, 15 }) await CommitAsync(claim, step);
        Assert.Equal((15, 10), (claim.Manifest.Checkpoint!.Step, claim.Manifest.Previous!.Step));
        Assert.Equal(2, Directory.GetFiles(CheckpointFolder).Length);
    }

    [Fact]
    public async Task Commit_OfAStepThatCameBefore_KeepsItsFiles()
    {
        var claim = await RequestLeaseAsync(1);
        foreach (var step in new[] { 5, 7, 5 }) await CommitAsync(claim, step);

        var restored = await (await RequestLeaseAsync(2)).RestoreCheckpointAsync(Path.Combine(scratch.Path, "restored"), Cancellation);

        Assert.Equal(5, restored.Step);
        Assert.Empty(restored.Problems);
        Assert.Equal(2, Directory.GetFiles(CheckpointFolder).Length);
    }

    [Fact]
    public async Task Commit_OfAFileThatChanged_IsRefusedAndLeavesTheManifest()
    {
        var claim = await RequestLeaseAsync(1);
        await CommitAsync(claim, 5);
        var folder = Checkpoint(10, out var file);
        await File.AppendAllTextAsync(Path.Combine(folder, file.Name), "!", Cancellation);
        await Assert.ThrowsAsync<InvalidDataException>(() => claim.CommitCheckpointAsync(folder, 10, [file], Cancellation));
        Assert.Equal(5, (await store.ReadStateAsync(Spec.Id, Cancellation)).CheckpointStep);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public async Task Commit_OfAFileThatIsAPath_IsRefused(string name)
    {
        var claim = await RequestLeaseAsync(1);
        await Assert.ThrowsAsync<InvalidDataException>(
            () => claim.CommitCheckpointAsync(scratch.Path, 1, [new OutputFile(name, 0, "")], Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_WithADamagedCheckpoint_UsesTheOneBefore(bool truncate)
    {
        var claim = await RequestLeaseAsync(1);
        await CommitAsync(claim, 5);
        await CommitAsync(claim, 10);
        Damage(claim.Manifest.Checkpoint!.Files[0].Path, truncate);

        var next = await RequestLeaseAsync(2);
        var folder = Path.Combine(scratch.Path, "restored");
        var restored = await next.RestoreCheckpointAsync(folder, Cancellation);

        Assert.Equal(5, restored.Step);
        Assert.Contains("step 10", Assert.Single(restored.Problems), StringComparison.Ordinal);
        Assert.Equal("weights at 5", await File.ReadAllTextAsync(Path.Combine(folder, "weights"), Cancellation));
        await CommitAsync(next, 10);
        Assert.Equal((10, 5), (next.Manifest.Checkpoint!.Step, next.Manifest.Previous!.Step));
    }

    [Fact]
    public async Task Restore_WithNoGoodCheckpoint_StartsFromTheBeginning()
    {
        var claim = await RequestLeaseAsync(1);
        await CommitAsync(claim, 5);
        await CommitAsync(claim, 10);
        Damage(claim.Manifest.Checkpoint!.Files[0].Path, truncate: true);
        File.Delete(Path.Combine(root.Path, claim.Manifest.Previous!.Files[0].Path));

        var next = await RequestLeaseAsync(2);
        var restored = await next.RestoreCheckpointAsync(Path.Combine(scratch.Path, "restored"), Cancellation);

        Assert.Null(restored.Step);
        Assert.Equal(2, restored.Problems.Count);
        Assert.Null(next.Manifest.Checkpoint);
    }

    [Fact]
    public async Task Seal_OfACell_PublishesItsResultAndDropsItsCheckpoints()
    {
        var claim = await RequestLeaseAsync(1);
        await CommitAsync(claim, 5);
        await SealAsync(claim, 0.75);
        Assert.True((await store.ReadStateAsync(Spec.Id, Cancellation)).IsCommitted);
        Assert.Equal(0.75, (await store.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean);
        Assert.False(Directory.Exists(CheckpointFolder));
        Assert.Null(await store.BeginAttemptAsync(Spec, "worker", 2, Cancellation));
    }

    [Fact]
    public async Task Seal_WhoseWorkerDiedBeforePublishing_IsPublishedByTheNextReader()
    {
        var claim = await RequestLeaseAsync(1);
        await SealAsync(claim, 0.75);
        File.Delete(Path.Combine(root.Path, StoreLayout.Result(cell.Id)));
        Assert.True((await store.ReadStateAsync(Spec.Id, Cancellation)).IsCommitted);
        Assert.Equal(0.75, (await store.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean);
    }

    [Fact]
    public async Task Seal_ByTwoAttempts_KeepsTheFirstResult()
    {
        var stale = await RequestLeaseAsync(1, "worker-a");
        await SealAsync(stale, 0.25);
        // The grain, told of no end, gave the cell away; the next attempt learns that it is done.
        Assert.Null(await store.BeginAttemptAsync(Spec, "worker-b", 2, Cancellation));
        await Assert.ThrowsAsync<FencedException>(async () =>
        {
            var behind = await ReclaimFromOldManifestAsync();
            await SealAsync(behind, 0.75);
        });
        Assert.Equal(0.25, (await store.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean);
    }

    [Fact]
    public async Task Seal_WithTheResultOfAnotherCell_IsRefused()
    {
        var claim = await RequestLeaseAsync(1);
        var file = SampleWork.Write(scratch.Path, SampleResults.Of(Samples.Cell(seed: 9)));
        await Assert.ThrowsAsync<InvalidDataException>(() => claim.SealAsync(scratch.Path, [file], Cancellation));
        var nonsense = SampleWork.Write(scratch.Path, "result.json", "{}");
        await Assert.ThrowsAsync<InvalidDataException>(() => claim.SealAsync(scratch.Path, [nonsense], Cancellation));
        Assert.False((await store.ReadStateAsync(Spec.Id, Cancellation)).IsCommitted);
    }

    [Fact]
    public async Task Outputs_OfAStage_AreVerifiedWhenRead()
    {
        var stage = WorkSpec.Of(cell.RequiredStages[0]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.DownloadOutputsAsync(stage.Id, scratch.Path, Cancellation));
        var claim = (await store.BeginAttemptAsync(stage, "worker", 1, Cancellation))!;
        await claim.SealAsync(scratch.Path, [SampleWork.Write(scratch.Path, "weights.safetensors", "weights")], Cancellation);
        var down = Directory.CreateDirectory(Path.Combine(scratch.Path, "down")).FullName;
        await store.DownloadOutputsAsync(stage.Id, down, Cancellation);
        Assert.Equal("weights", await File.ReadAllTextAsync(Path.Combine(down, "weights.safetensors"), Cancellation));
        Damage(claim.Manifest.Sealed!.Files[0].Path, truncate: false);
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.DownloadOutputsAsync(stage.Id, down, Cancellation));
    }

    [Theory]
    [InlineData("\"attempt\": 1", "\"attempt\": 9")]
    [InlineData("\"worker\"", "\"w")]
    [InlineData("\"format\": 1", "\"format\": 99")]
    public async Task Manifest_ThatIsDamagedOrTooNew_IsNotBelieved(string from, string to)
    {
        await RequestLeaseAsync(1);
        var path = Path.Combine(root.Path, StoreLayout.Manifest(Spec.Id));
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path, Cancellation)).Replace(from, to, StringComparison.Ordinal), Cancellation);
        var exception = await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadStateAsync(Spec.Id, Cancellation));
        Assert.Contains(StoreLayout.Manifest(Spec.Id), exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreCorruptException>(() => RequestLeaseAsync(2));
    }

    [Fact]
    public void Manifest_OfTheFirstFormat_StaysReadable()
    {
        var work = WorkId.Parse("cells/00112233445566778899aabbccddeeff");
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "manifest-1.json"));
        var manifest = WorkManifest.Parse(bytes, work);
        Assert.Equal((3, "worker-a"), (manifest.Attempt, manifest.Worker));
        Assert.Equal((2, 120), (manifest.Checkpoint!.Attempt, manifest.Checkpoint.Step));
        Assert.Equal(
            new StoredFile(
                "model.safetensors",
                "cells/00112233445566778899aabbccddeeff/checkpoints/00002-000000120.model.safetensors",
                4096,
                new string('a', 64)),
            manifest.Checkpoint.Files[0]);
        Assert.Equal(60, manifest.Previous!.Step);
        Assert.Null(manifest.Sealed);
        Assert.Equal(bytes, manifest.ToBytes());
    }

    [Fact]
    public async Task Log_OfACell_IsReadFromAnOffset()
    {
        await store.AppendLogAsync(Spec.Id, "one\n"u8.ToArray(), Cancellation);
        await store.AppendLogAsync(Spec.Id, "two\n"u8.ToArray(), Cancellation);
        Assert.Equal("two\n", Encoding.UTF8.GetString((await store.ReadLogAsync(Spec.Id, 4, Cancellation))!.Value.Span));
    }

    public void Dispose()
    {
        objects.Dispose();
        root.Dispose();
        scratch.Dispose();
    }

    private string CheckpointFolder => Path.Combine(root.Path, StoreLayout.Checkpoints(Spec.Id));

    private async Task<AttemptWriter> RequestLeaseAsync(int attempt, string worker = "worker") =>
        (await store.BeginAttemptAsync(Spec, worker, attempt, Cancellation))!;

    /// <summary>A claim that last saw the manifest before it was sealed.</summary>
    private async Task<AttemptWriter> ReclaimFromOldManifestAsync()
    {
        var path = Path.Combine(root.Path, StoreLayout.Manifest(Spec.Id));
        var result = Path.Combine(root.Path, StoreLayout.Result(cell.Id));
        var (now, published) = (await File.ReadAllBytesAsync(path, Cancellation), await File.ReadAllBytesAsync(result, Cancellation));
        File.Delete(path);
        File.Delete(result);
        var claim = await RequestLeaseAsync(2);
        await File.WriteAllBytesAsync(path, now, Cancellation);
        await File.WriteAllBytesAsync(result, published, Cancellation);
        return claim;
    }

    private async Task CommitAsync(AttemptWriter claim, int step)
    {
        var folder = Checkpoint(step, out var file);
        await claim.CommitCheckpointAsync(folder, step, [file], Cancellation);
    }

    private string Checkpoint(int step, out OutputFile file)
    {
        file = SampleWork.Write(scratch.Path, "weights", $"weights at {step}");
        return scratch.Path;
    }

    private Task SealAsync(AttemptWriter claim, double top1 = 0.5) =>
        claim.SealAsync(scratch.Path, [SampleWork.Write(scratch.Path, SampleResults.Of(cell, top1))], Cancellation);

    private void Damage(string name, bool truncate)
    {
        var path = Path.Combine(root.Path, name);
        var bytes = File.ReadAllBytes(path);
        bytes[0] ^= 1;
        File.WriteAllBytes(path, truncate ? bytes[..(bytes.Length / 2)] : bytes);
    }
}
