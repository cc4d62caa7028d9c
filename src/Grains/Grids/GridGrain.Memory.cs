using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Grains.Grids;

/// <summary>
/// What the store remembers of the grid, so that it survives the loss of all grain state: its cells, and in its record what is
/// wanted of them. A grid that comes to life and knows less than the store takes it from there; a shard that has forgotten its cells
/// is given them again. Cells and stages need nothing of the kind: a shard makes them known to themselves anew.
/// </summary>
internal sealed partial class GridGrain
{
    /// <summary>What a change of demand or priority waits for a store that is away; the next wake tries again.</summary>
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(5);

    /// <summary>One at a time takes in chunks: a submission, or what the store remembers.</summary>
    private readonly SemaphoreSlim intake = new(1, 1);

    private Task keeping = Task.CompletedTask;
    private GridRecord? kept;
    private bool hasRemembered;

    private static string SubmissionOf(GridRecord record) => FormattableString.Invariant($"restored/{record.SubmittedAt:O}");

    /// <summary>A demand that a later version knows is taken for a pause: nothing runs that nobody may want.</summary>
    private static WorkDemand DemandOf(GridRecord record) => record.Demand switch
    {
        null or "run" => WorkDemand.Run,
        "none" => WorkDemand.None,
        _ => WorkDemand.Hold,
    };

    private GridRecord RecordOf(GridState state) => new(GridRecord.CurrentFormat, Name, state.SubmittedAt, state.Shards, state.Cells)
    {
        Demand = state.Demand switch
        {
            WorkDemand.Run => "run",
            WorkDemand.Hold => "hold",
            _ => "none",
        },
        Priority = state.Priority,
        ChangedAt = state.ChangedAt,
        FinishedAt = state.Final?.FinishedAt,
    };

    /// <summary>Compares, once in a life, what the grid knows with what the store does; whichever is later holds.</summary>
    private async Task RememberAsync()
    {
        if (hasRemembered || !GridCatalogGrain.OutlivesItsSilo(ServiceProvider) || !GridStore.IsValidName(Name)) return;
        if (await store.ReadAsync(Name) is { } record)
        {
            kept = record;
            if (IsBehind(record))
            {
                // A grid that is over has nothing to come back for.
                if (record.FinishedAt is null || State.Shards > 0) await RestoreAsync(record);
            }
            else if (State.IsComplete && record.SubmittedAt == State.SubmittedAt && record.ChangedAt > State.ChangedAt)
            {
                await AdoptAsync(record);
            }
            else
            {
                await KeepAsync();
            }
        }
        hasRemembered = true;
    }

    /// <summary>
    /// Whether the grid's state is older than a record of the store: lost, or of an earlier submission, or of a part of this one.
    /// </summary>
    private bool IsBehind(GridRecord record) =>
        record.SubmittedAt > State.SubmittedAt || (record.SubmittedAt == State.SubmittedAt && !State.IsComplete);

    private async Task RestoreAsync(GridRecord record)
    {
        LogRestoring(logger, Name, record.Cells, record.Demand ?? "run");
        for (var shard = 0; shard < record.Shards; shard++)
        {
            await intake.WaitAsync();
            try
            {
                // Somebody who submits it meanwhile knows better.
                if (!IsBehind(record)) return;
                if (State.SubmissionId == SubmissionOf(record) && State.Arrived.Contains(shard)) continue;
                var chunk = new GridChunk(
                    shard, record.Shards, [.. await store.ReadShardAsync(Name, shard)], record.Priority,
                    SubmissionId: SubmissionOf(record));
                await TakeInAsync(chunk, Validate(chunk), record.SubmittedAt, DemandOf(record), record.ChangedAt ?? record.SubmittedAt);
            }
            finally
            {
                intake.Release();
            }
        }
    }

    private async Task AdoptAsync(GridRecord record)
    {
        var (demand, priority) = (DemandOf(record), record.Priority);
        await storage.ChangeAsync(
            state => state with { Demand = demand, Priority = priority, ChangedAt = record.ChangedAt!.Value, Final = null });
        await ForEachShardAsync(async shard =>
        {
            await WakeShardAsync(shard, mayOpen: false);
            await Shard(shard).SetPriorityAsync(priority);
            Apply(await Shard(shard).SetDemandAsync(demand));
        });
        await UpdateCatalogAsync();
    }

    /// <summary>Wakes a shard; one that has forgotten its cells is given them again first.</summary>
    private async Task<ShardReport> WakeShardAsync(int shard, bool mayOpen)
    {
        var report = await Shard(shard).WakeAsync(mayOpen, reports.HeardOf(shard));
        if (!IsForgetful(report)) return report;
        await intake.WaitAsync();
        try
        {
            // It may have been in the middle of a submission.
            report = await Shard(shard).WakeAsync(mayOpen, reports.HeardOf(shard));
            if (!IsForgetful(report) || !State.IsComplete) return report;
            LogShardForgot(logger, Name, shard);
            ImmutableArray<CellSpec> cells = [.. await store.ReadShardAsync(Name, shard)];
            await Shard(shard).AssignAsync(new ShardAssignment(
                Name, shard, OrderOf(shard, State.SubmittedAt), cells, State.Demand, [.. cells.Select(cell => WorkId.Of(cell.Id))],
                State.Priority, State.SubmissionId!));
            reports.Forget(shard);
            return await Shard(shard).WakeAsync(mayOpen, reports.HeardOf(shard));
        }
        finally
        {
            intake.Release();
        }
    }

    private bool IsForgetful(ShardReport report) => report.SubmissionId is { } submission && submission != State.SubmissionId;

    /// <summary>
    /// Writes what is to be remembered, and waits for it a while: whoever pauses a grid need not wait for a store that is away.
    /// </summary>
    private async Task KeepSoonAsync() =>
        await KeepAsync().WaitAsync(KeepPatience, clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Writes what is to be remembered, unless the store has it. One write at a time, so that the last is the latest.</summary>
    private Task KeepAsync() => keeping = KeepAfterAsync(keeping);

    private async Task KeepAfterAsync(Task before)
    {
        await before;
        var record = RecordOf(State);
        if (!State.IsComplete || record == kept) return;
        try
        {
            await store.WriteRecordAsync(record);
            kept = record;
        }
        catch (IOException exception)
        {
            hasRemembered = false;
            LogNotKept(logger, Name, exception);
        }
    }
}
