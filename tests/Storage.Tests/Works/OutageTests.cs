using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Storage.Tests.Works;

/// <summary>A commit during which the blob service goes away and comes back.</summary>
public sealed class OutageTests : IDisposable
{
    private const int FileSize = 5 << 20;
    private static readonly StoreResilienceOptions Patient = StoreResilienceOptions.Patient with
    {
        BaseDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(50), BreakDuration = TimeSpan.FromMilliseconds(500),
    };

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)] // the upload
    [InlineData(1)] // the swap of the manifest
    [InlineData(2)] // the deletion of the checkpoint that is no longer kept
    public async Task Commit_WithTheServiceGoneForAWhile_GoesThroughOnce(int callsBefore)
    {
        using var azurite = await AzuriteServer.StartAsync(Path.Combine(folder.Path, "azurite"), cancellationToken: Cancellation);
        var options = new StoreOptions { ConnectionString = azurite.ConnectionString };
        var refused = new TaskCompletionSource();
        var stopAt = int.MaxValue;
        var counted = new FaultyObjectStore(ObjectStores.Open(options, TimeProvider.System), _ => StoreFault.None)
        {
            BeforeCall = async call =>
            {
                if (call == stopAt) await azurite.Process.TerminateAsync(Cancellation);
                if (call == stopAt + 3) refused.SetResult();
            },
        };
        using var objects = new ResilientObjectStore(counted, Patient, TimeProvider.System);
        var store = new WorkStore(objects);
        var claim = (await store.BeginAttemptAsync(WorkSpec.Of(Samples.Cell()), "worker", 1, Cancellation))!;
        foreach (var step in new[] { 5, 10 }) await CommitAsync(claim, step);

        stopAt = counted.Calls + callsBefore;
        var committing = CommitAsync(claim, 15);
        await Until.EndsAsync(refused.Task, "the service to be missed");
        Assert.False(committing.IsCompleted);
        await azurite.StartAgainAsync(Cancellation);
        await committing;

        var next = (await store.BeginAttemptAsync(WorkSpec.Of(Samples.Cell()), "worker-b", 2, Cancellation))!;
        Assert.Equal((15, 10), (next.Manifest.Checkpoint!.Step, next.Manifest.Previous!.Step));
        Assert.Equal(15, (await next.RestoreCheckpointAsync(Path.Combine(folder.Path, "restored"), Cancellation)).Step);
        Assert.Equal(
            ["00001-000000010.weights", "00001-000000015.weights"],
            (await objects.ListAsync(StoreLayout.Checkpoints(claim.Work), Cancellation).ToListAsync(Cancellation))
                .Select(file => file.Name.Split('/')[^1]));
    }

    public void Dispose() => folder.Dispose();

    private async Task CommitAsync(AttemptWriter claim, int step)
    {
        var content = new byte[FileSize];
        new Random(step).NextBytes(content);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "weights"), content, Cancellation);
        var file = OutputFile.Of("weights", content);
        await claim.CommitCheckpointAsync(folder.Path, step, [file], Cancellation);
    }
}
