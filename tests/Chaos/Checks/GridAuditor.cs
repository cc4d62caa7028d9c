using JsccGrid.Chaos.Grids;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Chaos.Checks;

/// <summary>Follows a grid through every fault, enters its commits in the book, and checks its end.</summary>
internal sealed class GridAuditor(ChaosGrid grid, GridStore store, Func<IGrainFactory> grains, CommitBook book, TimeProvider clock)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<WorkId, WorkSpec> works = grid.Works.ToDictionary(work => work.Id);
    private long lastEvent;
    private bool isAccepted;

    public ChaosGrid Grid => grid;

    /// <summary>The grid as last heard of.</summary>
    public GridSnapshot? Snapshot { get; private set; }

    public bool IsFinished { get; private set; }

    private IGridGrain Grain => grains().GetGrain<IGridGrain>(grid.Name);

    /// <summary>
    /// Submits the grid, as a client does, and follows it to its end. Once it was accepted it is never submitted again: a cluster that
    /// has forgotten it has to find it in the store.
    /// </summary>
    public Task RunAsync(CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            if ((await Grain.GetSnapshotAsync()).Status is var status and (GridStatus.Unknown or GridStatus.Submitting))
            {
                if (isAccepted) throw new InvalidOperationException($"{grid.Name} is {status}, although it was accepted.");
                await store.WriteSubmissionAsync(grid.Submission(clock.GetUtcNow()), cancellationToken);
                await Grain.SubmitAsync(grid.Cells, cancellationToken);
            }
            isAccepted = true;
            await FollowAsync(cancellationToken);
            await CheckEndAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>What a stuck grid says of itself.</summary>
    public async Task<string> DescribeAsync()
    {
        var lines = new List<string> { $"{grid.Name}: {Snapshot}" };
        foreach (var view in (await GetViewsAsync()).Where(view => !view.Status.IsFinal()))
            lines.Add(
                $"  {view.Work} {view.Label}: {view.Status},"
                    + $" {(await grains().Work(view.Work).WhyAsync()).Text()}");
        return string.Join('\n', lines);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var update in Grain.WatchAsync(lastEvent, RetryDelay, cancellationToken))
        {
            Snapshot = update.Snapshot;
            foreach (var happened in update.Events)
            {
                if (happened.Kind == GridEventKind.Committed && works.TryGetValue(happened.Work, out var spec))
                    await RepeatAsync(() => book.EnterAsync(spec, happened.At, cancellationToken), cancellationToken);
                lastEvent = happened.Number;
            }
        }
        Snapshot = await Grain.GetSnapshotAsync();
        if (Snapshot.Status != GridStatus.Finished)
            throw new InvalidOperationException($"The watch of {grid.Name} ended at {Snapshot.Status}.");
    }

    private async Task CheckEndAsync(CancellationToken cancellationToken)
    {
        var views = (await GetViewsAsync()).DistinctBy(view => view.Work).ToDictionary(view => view.Work);
        if ((await Grain.GetSnapshotAsync()).Status != GridStatus.Finished)
            throw new InvalidOperationException($"{grid.Name} is no longer finished.");
        foreach (var spec in grid.Works)
        {
            if (!views.TryGetValue(spec.Id, out var view))
            {
                // A grid whose cells were all committed when it was submitted again does not ask for their stages.
                if (spec.Stage is not null) await book.EnterAsync(spec, null, cancellationToken);
                else book.Report(new Violation("lost", spec.Id, $"{grid.Name} does not know it any more."));
            }
            else if (spec.Cell is { } cell && ChaosTraining.IsPoison(cell)) CheckPoison(view);
            else if (view.Status == WorkStatus.Committed) await book.EnterAsync(spec, null, cancellationToken);
            else
                book.Report(new Violation(
                    view.Status == WorkStatus.Quarantined ? "quarantined although good" : "lost", spec.Id,
                    $"{grid.Name} is finished; {view.Label} is {view.Status} after {view.Attempt} attempts, {view.Failures} failures,"
                        + $" {view.LostLeases} lost leases: {view.Reason}\n{string.Join('\n', view.LogTail)}"));
        }
        IsFinished = true;
    }

    private void CheckPoison(WorkSnapshot view)
    {
        if (view.Status != WorkStatus.Quarantined)
            book.Report(new Violation("not quarantined although bad", view.Work, $"{view.Label} is {view.Status}: {view.Reason}"));
        else if (!view.LogTail.Any(line => line.Contains(ChaosTraining.PoisonWords, StringComparison.Ordinal)))
            book.Report(new Violation(
                "quarantined without its last words",
                view.Work,
                $"{view.Reason}; its log: {string.Join(" | ", view.LogTail)}"));
    }

    private async Task<List<WorkSnapshot>> GetViewsAsync()
    {
        var views = new List<WorkSnapshot>();
        for (var shard = 0; shard < (Snapshot?.Shards ?? 0); shard++) views.AddRange(await Grain.GetCellsAsync(shard));
        return views;
    }

    /// <summary>Until it succeeds: the cluster and the store are allowed to be away for a while.</summary>
    private async Task RepeatAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LastTrouble = exception.Message;
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    /// <summary>The last exception of a call that was then repeated, for reports.</summary>
    public string? LastTrouble { get; private set; }
}
