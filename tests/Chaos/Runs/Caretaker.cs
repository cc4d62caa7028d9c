using JsccGrid.Chaos.Cluster;
using JsccGrid.Grains.Interfaces.Calls;

namespace JsccGrid.Chaos.Runs;

/// <summary>
/// Does what a person would: uncordons a worker some time after it was cordoned, since every disturbance here passes.
/// </summary>
internal sealed class Caretaker(ChaosCluster cluster, Action<string> log, TimeProvider clock)
{
    /// <summary>Longer than a full disk lasts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, DateTimeOffset> cordonedSince = [];

    /// <summary>Workers uncordoned.</summary>
    public int Cordons { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync().WaitAsync(CallPatience, clock, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The pool is away just now.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task LookAsync()
    {
        var pool = cluster.Connection.Grains.Pool();
        var cordoned = (await pool.GetWorkersAsync()).Where(worker => worker.CordonReason is not null).ToList();
        foreach (var gone in cordonedSince.Keys.Except(cordoned.Select(worker => worker.Registration.Worker)).ToList())
            cordonedSince.Remove(gone);
        foreach (var worker in cordoned)
        {
            var name = worker.Registration.Worker;
            if (cordonedSince.TryAdd(name, clock.GetUtcNow())) log($"{name} is cordoned: {worker.CordonReason}");
            if (clock.GetUtcNow() - cordonedSince[name] < Patience || !await pool.UncordonAsync(name)) continue;
            Cordons++;
            cordonedSince.Remove(name);
        }
    }
}
