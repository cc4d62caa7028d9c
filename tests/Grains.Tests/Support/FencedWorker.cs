using System.Collections.Concurrent;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;

namespace JsccGrid.Grains.Tests.Support;

/// <summary>
/// A worker that commits to the store under its lease, as real ones do, and bears with a cluster that fails it: it repeats what
/// did not get through for as long as it takes.
/// </summary>
internal sealed class FencedWorker(TestGrid ground, string name)
{
    /// <summary>By the grains' clock, for a cell to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-worker-").FullName;

    /// <summary>What it committed, in its order.</summary>
    public ConcurrentQueue<WorkId> Commits { get; } = new();

    /// <summary>Works until it is stopped.</summary>
    /// <param name="slots">How many at a time.</param>
    /// <param name="stopping">Stops it after what it has at hand.</param>
    public async Task RunAsync(int slots, CancellationToken stopping)
    {
        var reports = ReportAsync(slots, stopping);
        await Task.WhenAll(Enumerable.Range(0, slots).Select(slot => Task.Run(() => RunSlotAsync(slot, stopping), CancellationToken.None)));
        await reports;
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReportAsync(int slots, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await TryAsync(async () =>
            {
                if (!await ground.Pool.ReportAsync(name, []))
                    await ground.Pool.RegisterAsync(new WorkerRegistration(name, "host", slots, "cpu"));
            });
            await Until.PauseAsync(stopping);
        }
    }

    private async Task RunSlotAsync(int slot, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            WorkLease? lease = null;
            if (!await TryAsync(async () => lease = await ground.Pool.RequestLeaseAsync(name, slot, Patience)))
                await Until.PauseAsync(stopping);
            if (lease is not null) await TrainAsync(lease, stopping);
        }
    }

    private async Task TrainAsync(WorkLease lease, CancellationToken stopping)
    {
        var work = ground.Work(lease.Work);
        try
        {
            if (await ground.Works.BeginAttemptAsync(lease.Spec, name, lease.Attempt, CancellationToken.None) is { } claim)
            {
                var output = Directory.CreateDirectory(Path.Combine(folder, $"{lease.Work.Short}-{lease.Attempt}")).FullName;
                await claim.SealAsync(
                    output,
                    lease.Spec.Cell is { } cell ? [SampleWork.Write(output, SampleResults.Of(cell))] : [],
                    CancellationToken.None);
                Commits.Enqueue(lease.Work);
            }
        }
        catch (FencedException fenced)
        {
            await TryAsync(() => work.HandedBackAsync(name, lease.Attempt, fenced.StoreAttempt, "fenced"));
            return;
        }
        while (!await TryAsync(() => work.CompletedAsync(name, lease.Attempt)) && !stopping.IsCancellationRequested)
            await Until.PauseAsync(stopping);
    }

    /// <returns>Whether the call got through.</returns>
    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
