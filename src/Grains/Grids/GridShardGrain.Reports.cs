using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>What a shard tells pool and grid.</summary>
internal sealed partial class GridShardGrain
{
    /// <summary>What the shard has to give; nothing while it is not open.</summary>
    private ShardOffer Offer() => offered = isOpen && table is { } current
        ? new ShardOffer(Key, Assignment.Order, current.ReadyStages, current.ReadyCells, NextVersion(), Assignment.Grid, State.Priority)
        : new ShardOffer(Key, Assignment.Order, 0, 0, NextVersion(), Assignment.Grid, State.Priority);

    /// <summary>Offers when the pool believes that there is none of what there is now. Of how much it learns with every lease.</summary>
    private void OfferIfUseful()
    {
        if (!isOpen || table is not { } current) return;
        var isUseful = (current.ReadyStages > 0 && offered is null or { ReadyStages: 0 })
            || (current.ReadyCells > 0 && offered is null or { ReadyCells: 0 });
        if (isUseful) Background(Pool.OfferAsync(Offer()));
    }

    /// <summary>Tells the grid where the shard stands, again and again while it changes, one report at a time.</summary>
    private void Flush()
    {
        isDirty = true;
        if (isReporting) return;
        isReporting = true;
        Background(ReportAsync());
    }

    private async Task ReportAsync()
    {
        try
        {
            while (isDirty)
            {
                isDirty = false;
                finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var report = Report();
                await standing.ChangeAsync(state => Finish(CurrentOf(state), report));
                var heard = await GrainFactory.GetGrain<IGridGrain>(Assignment.Grid).ShardChangedAsync(report);
                if (heard > report.Version) GoBeyond(heard);
                else if (report.Events is [.., var last]) unheard.RemoveAll(happened => happened.Number <= last.Number);
                // The last report does not wait.
                if (options.ReportInterval > TimeSpan.Zero) await Task.WhenAny(finished.Task, Task.Delay(options.ReportInterval, clock));
            }
        }
        finally
        {
            isReporting = false;
        }
    }

    /// <summary>A finished shard remembers its last report, so that nobody need ask its cells again.</summary>
    private static ShardState Finish(ShardState state, ShardReport report)
    {
        if (!report.IsFinished) return state.Final is null ? state : state with { Final = null };
        return state with { Final = report with { Events = [] } };
    }

    /// <summary>Something has happened to the works of a finished shard. The grid wakes it when it hears of it.</summary>
    private async Task ReopenAsync()
    {
        await standing.ChangeAsync(state => CurrentOf(state) with { Final = null });
        Flush();
    }

    /// <summary>
    /// Where the shard stands, with all events that the grid may not have heard of: whichever report comes first, its events come
    /// with it, and not after the watchers of a finished grid have left.
    /// </summary>
    private ShardReport Report()
    {
        var entries = table?.Entries ?? [];
        return new ShardReport
        {
            Shard = Assignment.Index,
            Version = NextVersion(),
            Schemes = table?.SummarizeCells() ?? [],
            Stages =
            [
                .. entries.Where(entry => !entry.IsCell && entry.Snapshot.Status != WorkStatus.Unknown).Select(entry => entry.Snapshot),
            ],
            Quarantined =
            [
                .. entries.Where(entry => entry.IsCell && entry.Snapshot.Status == WorkStatus.Quarantined)
                    .Select(entry => entry.Snapshot)
                    .Take(GridSnapshot.QuarantinedShown),
            ],
            Events = [.. unheard],
            IsFinished = table?.IsFinished == true,
            Waits = table?.OldestCellWaits() ?? default,
            SubmissionId = Assignment.SubmissionId,
        };
    }

    private void Remember(GridEvent happened)
    {
        if (unheard.Count == ShardReports.EventsKept) unheard.RemoveAt(0);
        unheard.Add(happened with { Number = NextVersion() });
    }

    /// <summary>
    /// The grid knows a later report of this shard than the one it was sent. It may be of this activation, by another way. If not even
    /// this activation's latest number is as great, a former one gave it, on a silo whose clock was ahead: without this the grid would
    /// believe no report and no event of ours until our clock is there too.
    /// </summary>
    private void GoBeyond(long heard)
    {
        isDirty = true;
        if (heard <= version) return;
        version = heard;
        var events = unheard.ToList();
        unheard.Clear();
        foreach (var happened in events) Remember(happened);
    }

    private long NextVersion() => version = Math.Max(version + 1, clock.GetUtcNow().UtcTicks);

    private async void Background(Task task) => await QuietlyAsync(task);

    private async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            // The next wake makes up for it.
            LogBackgroundFailed(logger, Key, exception);
        }
    }
}
