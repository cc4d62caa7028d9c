using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Works;

/// <summary>The life of a cell in a store whose calls go wrong, each of them in turn and many at random.</summary>
public abstract class CommitProtocolTests : IDisposable
{
    private static readonly StoreResilienceOptions Quick = StoreResilienceOptions.Patient with
    {
        BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1), BreakAfter = int.MaxValue,
    };

    private readonly TemporaryFolder scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A new store at each call.</summary>
    protected abstract StoreOptions NewStore();

    [Theory]
    [InlineData((int)StoreFault.Before)]
    [InlineData((int)StoreFault.After)]
    public async Task Life_WithAnyOneCallGoneWrong_EndsTheSame(int fault)
    {
        var calls = await CountCallsAsync();
        for (var wrong = 0; wrong < calls; wrong++)
        {
            var at = wrong;
            await LiveAsync(call => call == at ? (StoreFault)fault : StoreFault.None, FormattableString.Invariant($"call {at}"));
        }
    }

    [Fact]
    public async Task Life_WithManyCallsGoneWrong_EndsTheSame()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            await LiveAsync(
                _ => random.Next(3) == 0 ? (StoreFault)random.Next(1, 3) : StoreFault.None, FormattableString.Invariant($"seed {seed}"));
        }
    }

    [Theory]
    [InlineData((int)StoreFault.Before)]
    [InlineData((int)StoreFault.After)]
    public async Task Worker_DeadAfterAnyCall_IsFollowedByOneThatEndsTheSame(int fault)
    {
        var calls = await CountCallsAsync();
        for (var last = 0; last < calls; last++)
        {
            var cell = Samples.Cell(seed: last);
            using var objects = ObjectStores.Open(NewStore(), TimeProvider.System);
            var dies = last;
            var mortal = new WorkStore(
                new FaultyObjectStore(
                    objects, call => call < dies ? StoreFault.None : call == dies ? (StoreFault)fault : StoreFault.Before));
            await DieAsync(() => RunAsync(mortal, cell, "worker-a", 1, top1: 0.25));
            var store = new WorkStore(objects);
            var before = await store.ReadStateAsync(WorkId.Of(cell.Id), Cancellation);
            await RunAsync(store, cell, "worker-b", 2, top1: 0.75);
            await RequireCommittedAsync(store, cell, before.IsCommitted ? 0.25 : 0.75, FormattableString.Invariant($"call {dies}"));
        }
    }

    [Fact]
    public async Task Commit_ThatFailedAfterItsEffect_IsGoneOnFrom()
    {
        var cell = Samples.Cell();
        using var objects = ObjectStores.Open(NewStore(), TimeProvider.System);
        var lose = int.MaxValue;
        var faulty = new FaultyObjectStore(objects, call => call >= lose ? StoreFault.After : StoreFault.None);
        var claim = (await new WorkStore(faulty).BeginAttemptAsync(WorkSpec.Of(cell), "worker", 1, Cancellation))!;
        await CommitAsync(claim, 5);
        lose = faulty.Calls + 1; // the upload is heard of, the swap is not
        await Assert.ThrowsAsync<IOException>(() => CommitAsync(claim, 10));
        lose = int.MaxValue;
        await CommitAsync(claim, 15);
        Assert.Equal((15, 10), (claim.Manifest.Checkpoint!.Step, claim.Manifest.Previous!.Step));
        Assert.Equal(15, (await new WorkStore(objects).ReadStateAsync(claim.Work, Cancellation)).CheckpointStep);
    }

    public void Dispose()
    {
        scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<int> CountCallsAsync()
    {
        using var objects = new FaultyObjectStore(ObjectStores.Open(NewStore(), TimeProvider.System), _ => StoreFault.None);
        await RunAsync(new WorkStore(objects), Samples.Cell(), "worker", 1, 0.5);
        return objects.Calls;
    }

    private async Task LiveAsync(Func<int, StoreFault> plan, string what)
    {
        var cell = Samples.Cell();
        using var objects = ObjectStores.Open(NewStore(), TimeProvider.System);
        var store = new WorkStore(new ResilientObjectStore(new FaultyObjectStore(objects, plan), Quick, TimeProvider.System));
        var claim = await RunAsync(store, cell, "worker", 1, 0.5);
        Assert.True(claim is not null, what);
        await RequireCommittedAsync(new WorkStore(objects), cell, 0.5, what);
        Assert.Empty(await objects.ListAsync(StoreLayout.Checkpoints(WorkId.Of(cell.Id)), Cancellation).ToListAsync(Cancellation));
    }

    /// <returns>Null when there was nothing left to do.</returns>
    private async Task<AttemptWriter?> RunAsync(WorkStore store, CellSpec cell, string worker, int attempt, double top1)
    {
        if (await store.BeginAttemptAsync(WorkSpec.Of(cell), worker, attempt, Cancellation) is not { } claim) return null;
        var folder = Path.Combine(scratch.Path, Guid.NewGuid().ToString("n"));
        var restored = await claim.RestoreCheckpointAsync(folder, Cancellation);
        if (restored.Step is { } step)
            Assert.Equal(
                FormattableString.Invariant($"weights at {step}"),
                await File.ReadAllTextAsync(Path.Combine(folder, "weights"), Cancellation));
        foreach (var next in new[] { 5, 10, 15 }.Where(next => next > (restored.Step ?? 0))) await CommitAsync(claim, next);
        await claim.RestoreCheckpointAsync(folder, Cancellation);
        await SealAsync(claim, cell, top1);
        return claim;
    }

    /// <summary>Runs to the failure; to the end when only the cleaning up after the commit fails.</summary>
    private static async Task DieAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (IOException)
        {
        }
    }

    private static async Task RequireCommittedAsync(WorkStore store, CellSpec cell, double top1, string what)
    {
        var result = await store.ReadResultAsync(cell.Id, Cancellation);
        Assert.True(
            result?.Points[0].Scores.Top1.Mean == top1,
            $"{what}: the result is {result?.Points[0].Scores.Top1.Mean}, expected {top1}.");
        Assert.True((await store.ReadStateAsync(WorkId.Of(cell.Id), Cancellation)).IsCommitted, what);
        Assert.Equal(WorkSpec.Of(cell), await store.ReadSpecAsync(WorkId.Of(cell.Id), Cancellation));
        Assert.Null(await store.BeginAttemptAsync(WorkSpec.Of(cell), "worker-c", 9, Cancellation));
    }

    private Task CommitAsync(AttemptWriter claim, int step) => claim.CommitCheckpointAsync(
        scratch.Path, step, [SampleWork.Write(scratch.Path, "weights", FormattableString.Invariant($"weights at {step}"))], Cancellation);

    private Task SealAsync(AttemptWriter claim, CellSpec cell, double top1) =>
        claim.SealAsync(scratch.Path, [SampleWork.Write(scratch.Path, SampleResults.Of(cell, top1))], Cancellation);
}
