using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary>A worker whose training does nothing: each slot claims, and reports at once that it is done.</summary>
internal sealed class IdleTrainer(IGrainFactory grains, string name, int slots)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pool = grains.Pool();
        await pool.RegisterAsync(new WorkerRegistration(name, "benchmark", slots, "cpu"));
        await Task.WhenAll(Enumerable.Range(0, slots).Select(slot => Task.Run(() => RunSlotAsync(pool, slot, stopping), stopping)));
        await pool.UnregisterAsync(name);
    }

    private async Task RunSlotAsync(IWorkerPoolGrain pool, int slot, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await pool.RequestLeaseAsync(name, slot, Patience) is { } lease)
                await grains.Work(lease.Work).CompletedAsync(name, lease.Attempt);
        }
    }
}
