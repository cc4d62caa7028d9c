using System.Collections.Immutable;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
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
    private readonly OrchestrationOptions options;
    private readonly ILogger<GridCatalogGrain> logger;
    private readonly CancellationTokenSource ended = new();
    private IGrainTimer? timer;

    public GridCatalogGrain(
        [PersistentState("catalog", GrainStorageNames.Coordination)] IPersistentState<CatalogState> storage,
        IClusterMembershipService membership,
        IOptions<OrchestrationOptions> options,
        ILogger<GridCatalogGrain> logger)
    {
        this.storage = new SerialState<CatalogState>(storage, this);
        this.membership = membership;
        this.options = options.Value;
        this.logger = logger;
    }

    /// <summary>A cluster of one silo whose state is in its memory has none: nothing outlives it that could be woken.</summary>
    private bool HasReminders => ServiceProvider.GetService<IReminderTable>() is not null;

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

    public async Task<ImmutableArray<WorkView>> FindAsync(string text, int limit)
    {
        var found = new List<WorkView>();
        foreach (var name in storage.Value.Grids.Keys.ToList())
        {
            found.AddRange(await Grid(name).FindAsync(text, limit));
            if (found.DistinctBy(view => view.Work).Count() >= limit) break;
        }
        return [.. found.DistinctBy(view => view.Work).Take(limit)];
    }

    public async Task NoteAsync(string grid)
    {
        var snapshot = await Grid(grid).GetSnapshotAsync();
        var isUnfinished = snapshot.Unreported > 0 || snapshot.Cells.Final < snapshot.Cells.Total || snapshot.Status == GridStatus.Submitting;
        await storage.ChangeAsync(state => state.Grids.TryGetValue(grid, out var known) && known == isUnfinished
            ? state
            : state with { Grids = state.Grids.SetItem(grid, isUnfinished) });
        await KeepAwakeAsync();
    }

    public async Task WakeAsync()
    {
        foreach (var name in storage.Value.Unfinished.ToList())
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

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await WakeAsync();
        if (timer is null) await SetReminderAsync(isNeeded: false);
    }

    private IGridGrain Grid(string name) => GrainFactory.GetGrain<IGridGrain>(name);

    /// <summary>Has a timer and a reminder exactly while there is a grid to look after.</summary>
    private async Task KeepAwakeAsync()
    {
        var isNeeded = storage.Value.Unfinished.Any();
        if (isNeeded == timer is not null) return;
        timer?.Dispose();
        timer = !isNeeded ? null : this.RegisterGrainTimer(
            static (catalog, _) => catalog.WakeAsync(),
            this,
            new GrainTimerCreationOptions(options.ReconcileInterval, options.ReconcileInterval) { Interleave = true, KeepAlive = true });
        await SetReminderAsync(isNeeded);
    }

    private async Task SetReminderAsync(bool isNeeded)
    {
        if (!HasReminders) return;
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
