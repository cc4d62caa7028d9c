using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsccGrid.Grains.Grids;

/// <summary>Follows the work of one shard through <see cref="ShardTable"/> and passes on what others must know.</summary>
internal sealed partial class GridShardGrain(
    [PersistentState("shard", GrainStorageNames.Coordination)] IPersistentState<ShardRecord> storage,
    IOptions<OrchestrationOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<GridShardGrain> logger) : Grain, IGridShardGrain
{
    private readonly List<GridEvent> unreported = [];
    private ShardTable table = new();
    private long version;
    private bool isDirty;
    private bool isReporting;

    private string Key => this.GetPrimaryKeyString();

    private ShardAssignment? Assignment => storage.State.Assignment;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            static (shard, _) => shard.ReconcileAsync(),
            this,
            new GrainTimerCreationOptions(options.Value.ReconcileInterval, options.Value.ReconcileInterval) { Interleave = true, KeepAlive = true });
        if (Assignment is { } assignment) await TakeAsync(assignment);
    }

    public async Task AssignAsync(ShardAssignment assignment)
    {
        storage.State = new ShardRecord { Assignment = assignment };
        await storage.WriteStateAsync();
        var former = table.Entries;
        await TakeAsync(assignment);
        await ForEachAsync(
            former.Where(entry => table.Find(entry.Work) is null),
            entry => GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).SetDemandAsync(Key, WorkDemand.None));
    }

    public async Task SetDemandAsync(WorkDemand demand)
    {
        if (Assignment is not { } assignment) return;
        storage.State = new ShardRecord { Assignment = assignment with { Demand = demand } };
        await storage.WriteStateAsync();
        await ForEachAsync(
            table.Entries.Where(entry => entry.View.Status != WorkStatus.Committed),
            async entry => OnNews(await GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).SetDemandAsync(Key, demand)));
    }

    public async Task<ShardLeaseReply> LeaseNextAsync(string worker, int slot)
    {
        while (table.TakeReady() is { } entry)
        {
            var reply = await TryLeaseAsync(entry, worker, slot);
            OnNews(reply.View);
            if (reply.Lease is not null) return new ShardLeaseReply(reply.Lease, Offer());
            if (reply.View.Status == WorkStatus.Unknown) await SubmitAsync(entry);
        }
        return new ShardLeaseReply(null, Offer());
    }

    public Task ChangedAsync(WorkView view)
    {
        OnNews(view);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<WorkView>> GetWorksAsync() => Task.FromResult(table.Entries.Select(entry => entry.View).ToImmutableArray());

    public Task<int> ReadyBeforeAsync(WorkId work) => Task.FromResult(table.ReadyBefore(work));

    public async Task<int> RetryQuarantinedAsync()
    {
        var quarantined = table.Entries.Where(entry => entry.View.Status == WorkStatus.Quarantined).ToList();
        // Stages come last in the table and first here: retrying one frees the cells it blocks.
        await ForEachAsync(quarantined.AsEnumerable().Reverse(), entry => GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).RetryAsync());
        return quarantined.Count;
    }

    /// <summary>Builds the table and submits its work: cells first, then the stages that unfinished cells need.</summary>
    private async Task TakeAsync(ShardAssignment assignment)
    {
        table = new ShardTable();
        var cells = assignment.Cells.Select(cell => table.Add(WorkSpec.Of(cell), WorkId.Of(cell.Id))).ToList();
        await ForEachAsync(cells, SubmitAsync);
        var stages = cells
            .Where(cell => !cell.View.Status.IsFinal() || cell.View.MissingStages.Length > 0)
            .SelectMany(cell => cell.Spec.RequiredStages)
            .Distinct()
            .Select(stage => table.Add(WorkSpec.Of(stage), table.IdOf(stage)))
            .ToList();
        await ForEachAsync(stages, SubmitAsync);
        await ForEachAsync(table.Entries.Where(entry => entry.View.Status == WorkStatus.Waiting), TellOfStagesAsync);
        Flush();
    }

    private async Task<LeaseReply> TryLeaseAsync(ShardEntry entry, string worker, int slot)
    {
        try
        {
            return await GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).TryLeaseAsync(worker, slot);
        }
        catch
        {
            table.PutBack(entry);
            throw;
        }
    }

    private async Task SubmitAsync(ShardEntry entry) => OnNews(
        await GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).SubmitAsync(new WorkSubmission(entry.Spec, Key, Assignment!.Demand)));

    private void OnNews(WorkView view)
    {
        if (table.Update(view) is not { } before) return;
        if (GridEvents.Between(before, view) is { } happened) unreported.Add(happened);
        if (!view.Work.IsCell && IsDecisive(before.Status) != IsDecisive(view.Status))
            Background(ForEachAsync(table.DependantsOf(view.Work).ToList(), entry => TellAsync(entry, [ShardTable.OutcomeOf(view)])));
        if (view.Status == WorkStatus.Waiting && table.Find(view.Work) is { } waiting) Background(TellOfStagesAsync(waiting));
        Flush();
    }

    private static bool IsDecisive(WorkStatus status) => status is WorkStatus.Committed or WorkStatus.Quarantined;

    private async Task TellOfStagesAsync(ShardEntry entry)
    {
        var outcomes = table.OutcomesFor(entry.View);
        if (!outcomes.IsEmpty) await TellAsync(entry, outcomes);
    }

    private async Task TellAsync(ShardEntry entry, ImmutableArray<StageOutcome> outcomes)
    {
        if (!entry.View.Status.IsFinal() || entry.View.Status == WorkStatus.Quarantined)
            OnNews(await GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).StagesChangedAsync(outcomes));
    }

    /// <summary>Messages between grains can be lost with a silo. Ask again where one would leave work stuck.</summary>
    private async Task ReconcileAsync()
    {
        await ForEachAsync(
            table.Entries.Where(entry => entry.View.Status is WorkStatus.Unknown or WorkStatus.Leased or WorkStatus.Backoff or WorkStatus.Waiting),
            async entry =>
            {
                var view = await GrainFactory.GetGrain<IWorkGrain>(entry.Work.Value).GetAsync();
                if (view.Status == WorkStatus.Unknown) await SubmitAsync(entry);
                else OnNews(view);
                if (entry.View.Status == WorkStatus.Waiting) await TellOfStagesAsync(entry);
            });
        if (table.Entries.All(entry => entry.View.Status.IsFinal())) return;
        Flush();
    }

    private ShardOffer Offer() => new(Key, Assignment?.Order ?? "", table.ReadyStages, table.ReadyCells, NextVersion());

    /// <summary>Tells pool and grid where the shard stands, again and again while it changes, one report at a time.</summary>
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
            while (isDirty && Assignment is { } assignment)
            {
                isDirty = false;
                await GrainFactory.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key).OfferAsync(Offer());
                var events = unreported.ToImmutableArray();
                unreported.Clear();
                await GrainFactory.GetGrain<IGridGrain>(assignment.Grid).ShardChangedAsync(Report(assignment, events));
            }
        }
        finally
        {
            isReporting = false;
        }
    }

    private ShardReport Report(ShardAssignment assignment, ImmutableArray<GridEvent> events) => new()
    {
        Shard = assignment.Index,
        Version = NextVersion(),
        Schemes = table.SummarizeCells(),
        Stages = [.. table.Entries.Where(entry => !entry.IsCell).Select(entry => entry.View)],
        Quarantined =
        [
            .. table.Entries.Where(entry => entry.IsCell && entry.View.Status == WorkStatus.Quarantined)
                .Select(entry => entry.View)
                .Take(GridSnapshot.QuarantinedShown),
        ],
        Events = events,
    };

    private long NextVersion() => version = Math.Max(version + 1, clock.GetUtcNow().UtcTicks);

    private static Task ForEachAsync(IEnumerable<ShardEntry> entries, Func<ShardEntry, Task> action) => Task.WhenAll(entries.ToList().Select(action));

    private async void Background(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            // The reconciling timer makes up for it.
            LogBackgroundFailed(logger, Key, exception);
        }
    }
}
