using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Workers;

/// <summary>
/// Matches slots that wait with shards that have ready work. But for its cordons it keeps nothing that it is not told again:
/// workers register anew when it does not know them, and shards repeat their offers when the catalog wakes them.
/// </summary>
[Reentrant]
internal sealed partial class WorkerPoolGrain : Grain, IWorkerPoolGrain, IDisposable
{
    private readonly SerialState<PoolState> storage;
    private readonly IClusterMembershipService membership;
    private readonly ILocalSiloDetails silo;
    private readonly OrchestrationOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<WorkerPoolGrain> logger;
    private readonly CancellationTokenSource ended = new();
    private readonly ShardQueue shards = new();
    private readonly LeaseRequestQueue requests = new();
    private readonly PoolTable table;

    public WorkerPoolGrain(
        [PersistentState("pool", GrainStorageNames.Coordination)] IPersistentState<PoolState> storage,
        IClusterMembershipService membership,
        ILocalSiloDetails silo,
        IOptions<OrchestrationOptions> options,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
        ILogger<WorkerPoolGrain> logger)
    {
        this.storage = new SerialState<PoolState>(storage, this);
        this.membership = membership;
        this.silo = silo;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        table = new PoolTable(shards);
    }

    private ImmutableDictionary<string, Cordon> Cordons => storage.Value.Cordons;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ = SiloDepartures.FollowAsync(membership, OnSiloLeftAsync, ended.Token);
        this.RegisterGrainTimer(
            static (pool, _) => pool.WakeGridsAsync(),
            this,
            new GrainTimerCreationOptions(TimeSpan.Zero, options.ReconcileInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    public Task<ImmutableArray<WorkerSnapshot>> GetWorkersAsync()
    {
        ForgetSilent();
        var workers = table.Workers
            .Select(worker => worker.ToSnapshot(Cordons.GetValueOrDefault(worker.Registration.Worker)?.Reason))
            .OrderBy(worker => worker.Registration.Worker, StringComparer.Ordinal);
        return Task.FromResult(workers.ToImmutableArray());
    }

    public Task<PoolSummary> GetSummaryAsync()
    {
        ForgetSilent();
        return Task.FromResult(table.Summarize(worker => Cordons.GetValueOrDefault(worker)));
    }

    public async Task<bool> CordonAsync(string worker, string reason)
    {
        if (table.Find(worker) is null) return false;
        await CordonAsync(worker, new Cordon(reason, IsForFailures: false, clock.GetUtcNow()));
        return true;
    }

    public async Task<bool> UncordonAsync(string worker)
    {
        var isKnown = table.Find(worker) is not null || Cordons.ContainsKey(worker);
        await ChangeAsync(state => state.Cordons.ContainsKey(worker) ? state with { Cordons = state.Cordons.Remove(worker) } : state);
        if (table.Find(worker) is { } entry)
        {
            entry.FailureStreak.Clear();
            requests.Open(worker);
            Match();
        }
        return isKnown;
    }

    public Task RegisterAsync(WorkerRegistration registration)
    {
        table.Register(registration, clock.GetUtcNow());
        LogRegistered(logger, registration.Worker, registration.Slots, registration.Device);
        if (IsOpen(registration.Worker)) requests.Open(registration.Worker);
        Match();
        return Task.CompletedTask;
    }

    public Task UnregisterAsync(string worker)
    {
        table.Unregister(worker);
        requests.Dismiss(worker);
        return Task.CompletedTask;
    }

    public Task<bool> ReportAsync(string worker, ImmutableArray<SlotSnapshot> slots)
    {
        if (table.Find(worker) is not { } entry) return Task.FromResult(false);
        table.Report(entry, slots, clock.GetUtcNow());
        return Task.FromResult(true);
    }

    public async Task<WorkLease?> RequestLeaseAsync(string worker, int slot, TimeSpan patience)
    {
        var waiter = new LeaseRequest(worker, slot);
        table.Hold(worker, slot, null);
        requests.Add(waiter, IsOpen(worker));
        Match();
        if (waiter.Answer.IsCompleted) return await waiter.Answer;
        using var timer = clock.CreateTimer(static waiter => ((LeaseRequest)waiter!).GiveUp(), waiter, patience, Timeout.InfiniteTimeSpan);
        return await waiter.Answer;
    }

    public Task OfferAsync(ShardOffer offer)
    {
        shards.Offer(offer);
        Match();
        return Task.CompletedTask;
    }

    public async Task OutcomeAsync(string worker, WorkId work, int attempt, AttemptOutcome outcome)
    {
        if (table.Find(worker) is not { } entry) return;
        if (outcome == AttemptOutcome.Succeeded) entry.FailureStreak.Clear();
        if (outcome != AttemptOutcome.Failed) return;
        if (Cordons.TryGetValue(worker, out var cordon))
        {
            // The rest of its slots fails as the first did.
            if (cordon.IsForFailures) await ForgiveAsync(work, attempt);
            return;
        }
        entry.FailureStreak.Add((work, attempt));
        var isLast = !table.Workers.Any(other => other != entry && IsOpen(other.Registration.Worker));
        var cells = entry.FailureStreak.DistinctBy(failure => failure.Work).Count();
        if (isLast || cells < options.CordonAfter) return;
        var failures = entry.FailureStreak.ToList();
        entry.FailureStreak.Clear();
        await CordonAsync(
            worker, new Cordon($"{failures.Count} failures in a row, of different cells", IsForFailures: true, clock.GetUtcNow()));
        await Task.WhenAll(failures.Select(failure => ForgiveAsync(failure.Work, failure.Attempt)));
    }

    public Task<WorkProgress?> GetProgressAsync(string worker, WorkId work, int attempt) =>
        Task.FromResult(table.Find(worker)?.Slots.FirstOrDefault(slot => slot.Work == work && slot.Attempt == attempt)?.Progress);

    public Task<QueueSnapshot> DescribeQueueAsync(string shard)
    {
        ForgetSilent();
        var open = table.Workers.Where(worker => IsOpen(worker.Registration.Worker)).ToList();
        return Task.FromResult(new QueueSnapshot(
            open.Sum(worker => worker.Registration.Slots),
            open.Sum(worker => worker.Slots.Count(slot => slot.Work is not null)),
            table.Workers.Count() - open.Count,
            shards.ReadyAheadOf(shard)));
    }

    /// <summary>Whether a worker may be given work.</summary>
    private bool IsOpen(string worker) => table.Find(worker) is not null && !Cordons.ContainsKey(worker);

    private async Task CordonAsync(string worker, Cordon cordon)
    {
        LogCordoned(logger, worker, cordon.Reason);
        requests.Close(worker);
        await ChangeAsync(state => state.With(worker, cordon));
    }

    private async Task ChangeAsync(Func<PoolState, PoolState> change)
    {
        try
        {
            await storage.ChangeAsync(change);
        }
        catch
        {
            // This activation ends; the slots shall wait at the next.
            requests.DismissAll();
            throw;
        }
    }

    private Task ForgiveAsync(WorkId work, int attempt) => GrainFactory.Work(work).ForgiveAsync(attempt);

    /// <summary>Starts as many lookups as there are slots waiting and work to be had.</summary>
    private void Match()
    {
        while (requests.IsAnyWaiting && shards.BeginAsking() is { } source) Dispatch(requests.Take(), source);
    }

    private async void Dispatch(LeaseRequest waiter, ShardSource source)
    {
        WorkLease? lease = null;
        var isGiven = false;
        try
        {
            var shard = GrainFactory.GetGrain<IGridShardGrain>(source.Offer.Shard);
            var reply = await shard.LeaseNextAsync(waiter.Worker, waiter.Slot, source.Offer.Version);
            lease = reply.Lease;
            isGiven = lease is not null && waiter.TryGive(lease);
            if (isGiven) table.Hold(waiter.Worker, waiter.Slot, lease!.Grid);
            shards.EndAsking(source);
            shards.Offer(reply.Offer);
        }
        catch (Exception exception)
        {
            LogShardFailed(logger, source.Offer.Shard, exception);
            shards.Withdraw(source);
        }
        if (lease is null) requests.PutBack(waiter, IsOpen(waiter.Worker));
        else if (!isGiven) await WithdrawAsync(waiter, lease);
        Match();
    }

    private async Task WithdrawAsync(LeaseRequest waiter, WorkLease lease)
    {
        try
        {
            await GrainFactory.Work(lease.Work).WithdrawLeaseAsync(waiter.Worker, lease.Attempt);
        }
        catch (Exception exception)
        {
            // The lease ends by itself for lack of heartbeats.
            LogWithdrawalFailed(logger, lease.Work, exception);
        }
    }

    /// <summary>What lived on the silo must come back. When it is this pool's own, the slots shall wait at the next pool.</summary>
    private Task OnSiloLeftAsync(SiloAddress left)
    {
        if (!left.Equals(silo.SiloAddress)) return WakeGridsAsync();
        DeactivateOnIdle();
        requests.DismissAll();
        return Task.CompletedTask;
    }

    /// <summary>As long as workers keep the pool alive, the pool keeps the grids alive.</summary>
    private async Task WakeGridsAsync()
    {
        try
        {
            await GrainFactory.Catalog().WakeAsync();
        }
        catch (Exception exception)
        {
            LogCatalogAsleep(logger, exception);
        }
    }

    private void ForgetSilent()
    {
        foreach (var silent in table.Silent(clock.GetUtcNow(), options.WorkerTimeout))
        {
            table.Unregister(silent.Registration.Worker);
            LogForgotten(logger, silent.Registration.Worker);
        }
    }
}
