using System.Collections.Immutable;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>
/// One cell or one shared stage; the key is the text of its <see cref="Experiments.Cells.WorkId"/>. People use
/// <see cref="GetAsync"/>, <see cref="WhyAsync"/> and <see cref="RetryAsync"/>; grid shards and workers the rest. Shards that
/// observe it are told of every change, but the one whose call made the change has it in the answer.
/// </summary>
[Alias("jsccgrid.IWorkGrain")]
public interface IWorkGrain : IGrainWithStringKey
{
    [Alias("Get"), AlwaysInterleave]
    Task<WorkSnapshot> GetAsync();

    /// <summary>Why it is where it is; where this grain has forgotten it, by what a grid shard knows. Changes nothing.</summary>
    [Alias("Why"), AlwaysInterleave]
    Task<WorkExplanation> WhyAsync();

    /// <summary>Gives quarantined work a fresh budget; nothing else changes.</summary>
    /// <returns>Whether it was quarantined.</returns>
    [Alias("Retry")]
    Task<bool> RetryAsync();

    /// <summary>
    /// Makes the work known, or another grid's wish for it. The store decides whether it is already done. Nothing is written
    /// until it is leased: the grid's shard remembers the wish, and repeats it whenever this grain has forgotten.
    /// </summary>
    [Alias("Submit")]
    Task<WorkSnapshot> SubmitAsync(WorkRequest submission);

    [Alias("SetDemand")]
    Task<WorkSnapshot> SetDemandAsync(string observer, WorkDemand demand);

    /// <summary>Stages it may need were committed, quarantined, or given another chance.</summary>
    [Alias("StagesChanged")]
    Task<WorkSnapshot> StagesChangedAsync(string observer, ImmutableArray<StageOutcome> outcomes);

    /// <summary>Submits and leases.</summary>
    [Alias("TryLease")]
    Task<LeaseReply> TryLeaseAsync(WorkRequest submission, string worker, int slot);

    [Alias("Heartbeat")]
    Task<LeaseDirective> HeartbeatAsync(string worker, int attempt);

    /// <summary>The result is in the store.</summary>
    [Alias("Completed")]
    Task CompletedAsync(string worker, int attempt);

    [Alias("Failed")]
    Task FailedAsync(string worker, int attempt, AttemptFailure failure);

    /// <summary>The worker gives the lease back after a checkpoint; no retry is spent.</summary>
    /// <param name="worker">Who held it.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="storeAttempt">The greatest attempt the store has seen; the next will be greater.</param>
    /// <param name="reason">For people, when it was not simply asked to stop.</param>
    [Alias("HandedBack")]
    Task HandedBackAsync(string worker, int attempt, int storeAttempt, string? reason);

    /// <summary>The slot had stopped waiting when its lease came: there has been no attempt, and the next takes the same number.</summary>
    [Alias("WithdrawLease")]
    Task WithdrawLeaseAsync(string worker, int attempt);

    /// <summary>The worker that failed it is itself suspect: the failure of that attempt no longer counts.</summary>
    [Alias("Forgive")]
    Task ForgiveAsync(int attempt);
}
