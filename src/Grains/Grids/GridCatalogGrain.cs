using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
using JsccGrid.Storage.Grids;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsccGrid.Grains.Grids;

/// <summary>
/// Knows all grids, and is the root of all that must never fall asleep: it wakes unfinished grids, which wake their shards, which
/// look after their works. It does so when it comes to life, when a silo has left, and from time to time; it comes to life when
/// the worker pool or anybody else calls it, and by a reminder when nobody does.
/// </summary>
internal sealed partial class GridCatalogGrain : Grain, IGridCatalogGrain, IRemindable, IDisposable
{
    private const string ReminderName = "wake";

    /// <summary>The shortest there is.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly SerialState<CatalogState> storage;
    private readonly IClusterMembershipService membership;
    private readonly GridStore store;
    private readonly OrchestrationOptions options;
    private readonly ILogger<GridCatalogGrain> logger;
    private readonly CancellationTokenSource ended = new();
    private IGrainTimer? timer;
    private readonly HashSet<string> over = new(StringComparer.Ordinal);
    private bool hasAskedStore;

    public GridCatalogGrain(
        [PersistentState("catalog", GrainStorageNames.Coordination)] IPersistentState<CatalogState> storage,
        IClusterMembershipService membership,
        GridStore store,
        IOptions<OrchestrationOptions> options,
        ILogger<GridCatalogGrain> logger)
    {
        this.storage = new SerialState<CatalogState>(storage, this);
        this.membership = membership;
        this.store = store;
        this.options = options.Value;
        this.logger = logger;
    }

    /// <summary>
    /// Whether there are reminders, and so grain state that is to outlive its silo. A run on one machine has neither: what it forgets
    /// with its end nobody has to take up again.
    /// </summary>
    public static bool OutlivesItsSilo(IServiceProvider services) => services.GetService<IReminderTable>() is not null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ = SiloDepartures.FollowAsync(membership, _ => WakeAsync(), ended.Token);
        await KeepAwakeAsync();
        await WakeAsync();
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    public async Task<ImmutableArray<GridSnapshot>> GetGridsAsync()
    {
        var snapshots = await Task.WhenAll(storage.Value.Grids.Keys.Select(name => Grid(name).GetSnapshotAsync()));
        return
        [
            .. snapshots.Where(grid => grid.Status != GridStatus.Unknown)
                .OrderByDescending(grid => grid.Priority)
                .ThenBy(grid => grid.SubmittedAt)
                .ThenBy(grid => grid.Name, StringComparer.Ordinal),
        ];
    }

    public async Task<KnownWork?> FindAsync(WorkId work)
    {
        KnownWork? found = null;
        foreach (var name in storage.Value.Grids.Keys.ToList())
        {
            if (await Grid(name).FindAsync(work.Digits, 1) is not [var known]) continue;
            if (known.Submission.Demand == WorkDemand.Run) return known;
            if (found is null || known.Submission.Demand > found.Submission.Demand) found = known;
        }
        return found;
    }

    public async Task UpdateAsync(string grid, bool isUnfinished)
    {
        await KeepAsync(grid, isUnfinished);
        if (!isUnfinished) _ = ConfirmAsync(grid);
    }

    public async Task WakeAsync()
    {
        await Task.WhenAll(WakeKnownAsync(), WakeStoredAsync());
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await WakeAsync();
        if (timer is null) await SetReminderAsync(isNeeded: false);
    }

    private async Task KeepAsync(string grid, bool isUnfinished)
    {
        await storage.ChangeAsync(state => state.Grids.TryGetValue(grid, out var known) && known == isUnfinished
            ? state
            : state with { Grids = state.Grids.SetItem(grid, isUnfinished) });
        await KeepAwakeAsync();
    }

    /// <summary>A note may come late, and nobody looks after a grid that is thought to be finished: it is asked once more.</summary>
    private async Task ConfirmAsync(string grid)
    {
        try
        {
            if (GridGrain.IsUnfinished(await Grid(grid).GetSnapshotAsync())) await KeepAsync(grid, isUnfinished: true);
        }
        catch (Exception exception)
        {
            LogNotConfirmed(logger, grid, exception);
        }
    }

    private Task WakeKnownAsync() => WakeAsync(storage.Value.Unfinished.ToList());

    private async Task WakeAsync(IEnumerable<string> grids)
    {
        foreach (var name in grids)
        {
            try
            {
                await Grid(name).WakeAsync();
            }
            catch (Exception exception)
            {
                LogAsleep(logger, name, exception);
            }
        }
    }

    /// <summary>
    /// Wakes every grid that the store has, once in a life: one that was forgotten comes back by that, whether this catalog forgot it
    /// too or not. Those that it does not know even then it wakes again and again, unless they are over: what they wanted to say of
    /// themselves may have got lost.
    /// </summary>
    private async Task WakeStoredAsync()
    {
        if (!OutlivesItsSilo(ServiceProvider)) return;
        try
        {
            var stored = await store.ListAsync();
            if (hasAskedStore) stored = await UnknownAsync(stored);
            hasAskedStore = true;
            await WakeAsync(stored);
        }
        catch (IOException exception)
        {
            LogStoreFailed(logger, exception);
        }
    }

    private async Task<IReadOnlyList<string>> UnknownAsync(IEnumerable<string> stored)
    {
        List<string> unknown = [];
        foreach (var name in stored.Where(name => !storage.Value.Grids.ContainsKey(name) && !over.Contains(name)))
        {
            if ((await store.ReadAsync(name))?.FinishedAt is null) unknown.Add(name);
            else over.Add(name);
        }
        return unknown;
    }

    private IGridGrain Grid(string name) => GrainFactory.GetGrain<IGridGrain>(name);

    /// <summary>Has a timer and a reminder exactly while there is a grid to look after.</summary>
    private async Task KeepAwakeAsync()
    {
        var isNeeded = storage.Value.Unfinished.Any();
        if (isNeeded == timer is not null) return;
        timer?.Dispose();
        timer = !isNeeded ? null : this.RegisterGrainTimer(
            // The store is asked as often as somebody calls, which the pool does as long as there are workers.
            static (catalog, _) => catalog.WakeKnownAsync(),
            this,
            new GrainTimerCreationOptions(options.ReconcileInterval, options.ReconcileInterval) { Interleave = true, KeepAlive = true });
        await SetReminderAsync(isNeeded);
    }

    private async Task SetReminderAsync(bool isNeeded)
    {
        if (!OutlivesItsSilo(ServiceProvider)) return;
        try
        {
            if (isNeeded) await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
            else if (await this.GetReminder(ReminderName) is { } reminder) await this.UnregisterReminder(reminder);
        }
        catch (Exception exception)
        {
            // Without it the grids go on as long as anybody calls; the next activation tries again.
            LogReminderFailed(logger, exception);
        }
    }
}
