using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Workers;

/// <summary>
/// Matches slots that wait with shards that have ready work. Keeps nothing that it is not told again: workers register anew
/// when it does not know them, and shards repeat their offers.
/// </summary>
[Reentrant]
internal sealed partial class WorkerPoolGrain(
    IOptions<OrchestrationOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<WorkerPoolGrain> logger) : Grain, IWorkerPoolGrain
{
    private readonly PoolTable table = new();
    private readonly LinkedList<ClaimWaiter> waiters = new();

    public Task<ImmutableArray<WorkerView>> GetWorkersAsync()
    {
        ForgetSilent();
        return Task.FromResult(table.Workers.Select(worker => worker.ToView()).OrderBy(worker => worker.Registration.Worker, StringComparer.Ordinal).ToImmutableArray());
    }

    public Task<bool> CordonAsync(string worker, string reason)
    {
        if (table.FindWorker(worker) is not { } entry) return Task.FromResult(false);
        entry.CordonReason = reason;
        LogCordoned(logger, worker, reason);
        return Task.FromResult(true);
    }

    public Task<bool> UncordonAsync(string worker)
    {
        if (table.FindWorker(worker) is not { } entry) return Task.FromResult(false);
        entry.CordonReason = null;
        entry.FailureStreak.Clear();
        Match();
        return Task.FromResult(true);
    }

    public Task RegisterAsync(WorkerRegistration registration)
    {
        table.Register(registration, clock.GetUtcNow());
        LogRegistered(logger, registration.Worker, registration.Slots, registration.Device);
        Match();
        return Task.CompletedTask;
    }

    public Task UnregisterAsync(string worker)
    {
        table.Unregister(worker);
        foreach (var waiter in waiters.Where(waiter => waiter.Worker == worker)) waiter.GiveUp();
        return Task.CompletedTask;
    }

    public Task<bool> ReportAsync(string worker, ImmutableArray<SlotView> slots)
    {
        if (table.FindWorker(worker) is not { } entry) return Task.FromResult(false);
        entry.Slots = slots;
        entry.LastSeen = clock.GetUtcNow();
        return Task.FromResult(true);
    }

    public async Task<WorkLease?> ClaimAsync(string worker, int slot, TimeSpan patience)
    {
        var waiter = new ClaimWaiter(worker, slot);
        var node = waiters.AddLast(waiter);
        Match();
        using var timer = clock.CreateTimer(static waiter => ((ClaimWaiter)waiter!).GiveUp(), waiter, patience, Timeout.InfiniteTimeSpan);
        var lease = await waiter.Answer;
        if (node.List is not null) waiters.Remove(node);
        return lease;
    }

    public Task OfferAsync(ShardOffer offer)
    {
        table.Offer(offer);
        Match();
        return Task.CompletedTask;
    }

    public async Task OutcomeAsync(string worker, WorkId work, int attempt, AttemptOutcome outcome)
    {
        if (table.FindWorker(worker) is not { } entry) return;
        if (outcome == AttemptOutcome.Succeeded) entry.FailureStreak.Clear();
        if (outcome != AttemptOutcome.Failed) return;
        entry.FailureStreak.Add((work, attempt));
        var isLast = !table.Workers.Any(other => other != entry && other.CordonReason is null);
        if (entry.CordonReason is not null || isLast || entry.FailureStreak.DistinctBy(failure => failure.Work).Count() < options.Value.CordonAfter) return;
        await CordonAsync(worker, $"{entry.FailureStreak.Count} failures in a row, of different cells");
        foreach (var failure in entry.FailureStreak.ToList())
            await GrainFactory.GetGrain<IWorkGrain>(failure.Work.Value).ForgiveAsync(failure.Attempt);
    }

    public Task<QueueView> DescribeQueueAsync(string shard)
    {
        ForgetSilent();
        var open = table.Workers.Where(worker => worker.CordonReason is null).ToList();
        return Task.FromResult(new QueueView(
            open.Sum(worker => worker.Registration.Slots),
            open.Sum(worker => worker.Slots.Count(slot => slot.Work is not null)),
            table.Workers.Count(worker => worker.CordonReason is not null),
            table.ReadyAheadOf(shard)));
    }

    /// <summary>Starts as many lookups as there are slots waiting and work to be had.</summary>
    private void Match()
    {
        for (var node = waiters.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsOver)
            {
                waiters.Remove(node);
            }
            else if (table.IsOpen(node.Value.Worker))
            {
                if (table.BeginAsking() is not { } source) return;
                waiters.Remove(node);
                Ask(node.Value, source);
            }
            node = next;
        }
    }

    private async void Ask(ClaimWaiter waiter, ShardSource source)
    {
        WorkLease? lease = null;
        try
        {
            var reply = await GrainFactory.GetGrain<IGridShardGrain>(source.Offer.Shard).LeaseNextAsync(waiter.Worker, waiter.Slot);
            lease = reply.Lease;
            table.EndAsking(source);
            table.Offer(reply.Offer);
        }
        catch (Exception exception)
        {
            LogShardFailed(logger, source.Offer.Shard, exception);
            table.Withdraw(source);
        }
        if (lease is null)
        {
            if (!waiter.IsOver) waiters.AddFirst(waiter);
        }
        else if (!waiter.TryGive(lease))
        {
            await HandBackAsync(waiter, lease);
        }
        Match();
    }

    private async Task HandBackAsync(ClaimWaiter waiter, WorkLease lease)
    {
        try
        {
            await GrainFactory.GetGrain<IWorkGrain>(lease.Work.Value).HandedBackAsync(waiter.Worker, lease.Attempt, 0, "the slot stopped waiting");
        }
        catch (Exception exception)
        {
            // The lease ends by itself for lack of heartbeats.
            LogHandBackFailed(logger, lease.Work, exception);
        }
    }

    private void ForgetSilent()
    {
        var oldest = clock.GetUtcNow() - options.Value.WorkerTimeout;
        foreach (var silent in table.Workers.Where(worker => worker.LastSeen < oldest).Select(worker => worker.Registration.Worker).ToList())
        {
            table.Unregister(silent);
            LogForgotten(logger, silent);
        }
    }
}
