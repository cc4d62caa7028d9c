using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>The cells of a shard and the stages they need, what each is doing, and which are ready. No effects.</summary>
internal sealed class ShardTable
{
    private readonly Dictionary<WorkId, ShardEntry> entries = [];
    private readonly List<ShardEntry> ordered = [];
    private readonly SortedSet<int> readyCells = [];
    private readonly SortedSet<int> readyStages = [];
    private readonly Dictionary<StageSpec, WorkId> stageIds = [];
    private int unfinished;

    private ShardTable()
    {
    }

    /// <summary>Cells in grid order, then stages.</summary>
    public IReadOnlyList<ShardEntry> Entries => ordered.AsReadOnly();

    /// <summary>Whether nothing more happens to its cells by itself.</summary>
    public bool IsFinished => unfinished == 0;

    public int ReadyCells => readyCells.Count;

    public int ReadyStages => readyStages.Count;

    /// <summary>A table of cells, of which nothing is known.</summary>
    public static ShardTable Of(ShardAssignment assignment)
    {
        var table = new ShardTable();
        for (var i = 0; i < assignment.Cells.Length; i++) table.Add(WorkSpec.Of(assignment.Cells[i]), assignment.Ids[i]);
        table.unfinished = assignment.Cells.Length;
        return table;
    }

    /// <summary>Cells, and all stages they need.</summary>
    public static IEnumerable<WorkId> WorksOf(ShardAssignment assignment)
    {
        var table = Of(assignment);
        return table.Entries.SelectMany(entry => entry.Required.Prepend(entry.Work)).Distinct();
    }

    public ShardEntry? Find(WorkId work) => entries.GetValueOrDefault(work);

    /// <summary>Adds the stages that unfinished cells need, and those of <paramref name="known"/>.</summary>
    public void AddStages(IEnumerable<WorkSnapshot> known)
    {
        var views = known.ToDictionary(view => view.Work);
        var needed = ordered
            .Where(entry => entry.IsCell)
            .SelectMany(cell => cell.Spec.RequiredStages, (cell, stage) => (Cell: cell.Snapshot, Stage: stage, Id: IdOf(stage)))
            .Where(need => !need.Cell.Status.IsFinal() || need.Cell.MissingStages.Length > 0 || views.ContainsKey(need.Id))
            .DistinctBy(need => need.Id)
            .ToList();
        foreach (var (_, stage, id) in needed) Add(WorkSpec.Of(stage), id);
        foreach (var view in views.Values) Update(view);
    }

    /// <summary>Takes in news of a cell or stage.</summary>
    /// <returns>The news before; null when this one is late or of a stranger.</returns>
    public WorkSnapshot? Update(WorkSnapshot view)
    {
        if (Find(view.Work) is not { } entry || view.Version <= entry.Snapshot.Version) return null;
        var before = entry.Snapshot;
        entry.Snapshot = view;
        entry.WasWatched |= !view.Status.IsFinal();
        if (view.Status == WorkStatus.Ready) ReadyOf(entry).Add(entry.Index);
        else ReadyOf(entry).Remove(entry.Index);
        if (entry.IsCell) unfinished += (view.Status.IsFinal() ? 0 : 1) - (before.Status.IsFinal() ? 0 : 1);
        return before;
    }

    /// <summary>Takes the next ready stage, or else cell, off the list of the ready.</summary>
    public ShardEntry? TakeReady()
    {
        var ready = readyStages.Count > 0 ? readyStages : readyCells;
        if (ready.Count == 0) return null;
        var index = ready.Min;
        ready.Remove(index);
        return ordered[index];
    }

    /// <summary>Undoes <see cref="TakeReady"/>, unless there was news meanwhile.</summary>
    public void PutBack(ShardEntry entry)
    {
        if (entry.Snapshot.Status == WorkStatus.Ready) ReadyOf(entry).Add(entry.Index);
    }

    public int ReadyBefore(WorkId work) =>
        Find(work) is { IsCell: true } entry ? readyStages.Count + readyCells.GetViewBetween(int.MinValue, entry.Index - 1).Count : 0;

    /// <summary>Those that need a stage.</summary>
    public IEnumerable<ShardEntry> DependantsOf(WorkId stage) => ordered.Where(entry => entry.Required.Contains(stage));

    /// <summary>What work that waits must be told of its stages.</summary>
    public ImmutableArray<StageOutcome> OutcomesFor(WorkSnapshot waiting) =>
    [
        .. waiting.MissingStages
            .Select(stage => Find(stage)?.Snapshot)
            .Where(stage => stage?.Status is WorkStatus.Committed or WorkStatus.Quarantined)
            .Select(stage => OutcomeOf(stage!)),
    ];

    public static StageOutcome OutcomeOf(WorkSnapshot stage) => new(stage.Work, stage.Status, stage switch
    {
        { Status: not WorkStatus.Quarantined } => null,
        { BlockingStage: null } => $"{stage.Label} ({stage.Work.Short}) is quarantined: {stage.Reason}",
        _ => stage.Reason,
    });

    public ImmutableArray<KindSummary> SummarizeCells() =>
    [
        .. ordered.Where(entry => entry.IsCell)
            .GroupBy(entry => entry.Kind, StringComparer.Ordinal)
            .Select(group => Summarize(group.Key, group))
            .OrderBy(summary => summary.Kind, StringComparer.Ordinal),
    ];

    public OldestWaits OldestCellWaits() => ordered.Where(entry => entry.IsCell)
        .Aggregate(default(OldestWaits), (oldest, entry) => oldest.With(entry.Snapshot.Status, entry.Snapshot.Since));

    private ShardEntry Add(WorkSpec spec, WorkId work)
    {
        if (entries.TryGetValue(work, out var known)) return known;
        var kind = spec.Cell?.Scheme.Name ?? spec.Stage!.Kind.Name();
        var entry = new ShardEntry(ordered.Count, work, spec, kind, [.. spec.RequiredStages.Select(IdOf)]);
        entries.Add(work, entry);
        ordered.Add(entry);
        return entry;
    }

    /// <summary>The id of a stage; hashed once for all cells that need it.</summary>
    private WorkId IdOf(StageSpec stage)
    {
        if (!stageIds.TryGetValue(stage, out var id)) stageIds.Add(stage, id = WorkId.Of(stage.Key));
        return id;
    }

    private SortedSet<int> ReadyOf(ShardEntry entry) => entry.IsCell ? readyCells : readyStages;

    private static KindSummary Summarize(string kind, IEnumerable<ShardEntry> group)
    {
        var counts = default(StatusCounts);
        var measured = 0;
        var seconds = 0.0;
        foreach (var entry in group)
        {
            counts = counts.With(entry.Snapshot.Status, 1);
            if (entry.Snapshot.Status != WorkStatus.Committed || !entry.WasWatched) continue;
            measured++;
            seconds += entry.Snapshot.LeasedSeconds;
        }
        return new KindSummary(kind, counts, measured, seconds);
    }
}
