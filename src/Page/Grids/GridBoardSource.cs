using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Page.Figures;
using JsccGrid.Page.Heatmaps;
using JsccGrid.Presentation;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Page.Grids;

/// <summary>
/// Keeps one grid's board while somebody looks at it. A look at a large grid takes its time, so looks are taken the more seldom the
/// longer they take, and what cannot have changed is not looked at again: shards all of whose cells are committed, and results,
/// which are written once.
/// </summary>
internal sealed class GridBoardSource(string name, ClusterCache cluster, WorkStore works, GridStore grids, ResilientObjectStore objects)
{
    /// <summary>Results read in one look.</summary>
    private const int ResultsAtATime = 512;

    private const int CellsToEstimateFrom = 2000;
    private const int ReadsAtATime = 16;
    private const int ShardsAtATime = 4;

    /// <summary>Between two looks there passes at least this, and so many times what the last one took.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int PauseFactor = 10;

    /// <summary>A new board is waited for so long; after that an old one is better than none.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    /// <summary>Unless it is older than this: nobody has looked for a while.</summary>
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Dictionary<int, ImmutableArray<CellSnapshot>> finishedShards = [];
    private readonly Dictionary<WorkId, CellResult> results = [];

    /// <summary>Committed cells of whose results no copy is good; the page of a cell says so.</summary>
    private readonly HashSet<WorkId> lost = [];
    private DateTimeOffset submittedAt;
    private GridSubmission? submission;
    private RemainingTime? remaining;
    private BoardSnapshot? last;
    private Task<BoardSnapshot>? looking;

    /// <summary>When somebody asked last, by the clock's timestamps.</summary>
    public long AskedAt { get; private set; } = cluster.Clock.GetTimestamp();

    /// <summary>The board; of a moment ago while a new one takes its time, or when there is nothing new.</summary>
    public async Task<GridBoard> GetAsync(GridSnapshot snapshot) => (await RefreshAsync(snapshot)).Board;

    /// <summary>All cells of the grid, as the board shows them.</summary>
    public async Task<IReadOnlyList<CellSnapshot>> GetCellsAsync(GridSnapshot snapshot) => (await RefreshAsync(snapshot)).Cells;

    /// <summary>How long the grid still takes; null while nobody can tell.</summary>
    public TimeSpan? Remaining(GridSnapshot snapshot, IEnumerable<WorkerSnapshot> workers) =>
        snapshot.Status == GridStatus.Running ? remaining?.Estimate(snapshot, workers) : null;

    private async Task<BoardSnapshot> RefreshAsync(GridSnapshot snapshot)
    {
        AskedAt = cluster.Clock.GetTimestamp();
        Task<BoardSnapshot> current;
        BoardSnapshot? former;
        lock (gate)
        {
            former = last;
            if (former is not null && IsGoodEnough(former, snapshot)) return former;
            if (looking is null || looking.IsCompleted) looking = TakeAsync(snapshot);
            current = looking;
        }
        if (former is null || cluster.Clock.GetElapsedTime(former.TakenAt) > TooOld) return await current;
        return await Task.WhenAny(current, Task.Delay(Soon, cluster.Clock)) == current ? await current : former;
    }

    private bool IsGoodEnough(BoardSnapshot look, GridSnapshot snapshot) =>
        look.Version == snapshot.Version && look.Board.ResultsToRead == 0
            || cluster.Clock.GetElapsedTime(look.TakenAt) < Pause + (PauseFactor * look.Cost);

    private async Task<BoardSnapshot> TakeAsync(GridSnapshot snapshot)
    {
        await Task.Yield();
        var begun = cluster.Clock.GetTimestamp();
        if (submittedAt != snapshot.SubmittedAt)
        {
            finishedShards.Clear();
            (submission, remaining) = (await FindSubmissionAsync(), null);
            lost.Clear();
            submittedAt = snapshot.SubmittedAt;
        }
        var cells = await ReadCellsAsync(snapshot);
        remaining ??= await EstimatorAsync(cells);
        var toRead = await ReadResultsAsync(cells);
        var board = Draw(cells, toRead);
        var now = cluster.Clock.GetTimestamp();
        return last = new BoardSnapshot(board, cells, snapshot.Version, now, cluster.Clock.GetElapsedTime(begun, now));
    }

    /// <summary>Only figures need it: without it they are drawn as if nothing were asked of them.</summary>
    private async Task<GridSubmission?> FindSubmissionAsync()
    {
        try
        {
            return await grids.ReadSubmissionAsync(name);
        }
        catch (StoreCorruptException)
        {
            return null;
        }
    }

    /// <summary>A large grid's cells repeat each other; some thousands tell what one takes.</summary>
    private async Task<RemainingTime> EstimatorAsync(List<CellSnapshot> cells)
    {
        var stride = 1 + (cells.Count / CellsToEstimateFrom);
        var some = cells.Where((_, index) => index % stride == 0).Select(cell => cell.Spec).ToList();
        var stages = some.SelectMany(cell => cell.RequiredStages).Distinct().ToList();
        var size = some.Count > 0 ? await DataSetNote.ReadSizeAsync(objects, some[0].Data) : null;
        return new RemainingTime(some, stages, size ?? DataSetSize.Cuhk03);
    }

    private async Task<List<CellSnapshot>> ReadCellsAsync(GridSnapshot snapshot)
    {
        var shards = new ImmutableArray<CellSnapshot>[snapshot.Shards];
        await Parallel.ForAsync(
            0, shards.Length, new ParallelOptions { MaxDegreeOfParallelism = ShardsAtATime }, async (shard, cancelled) =>
                shards[shard] = finishedShards.TryGetValue(shard, out var finished)
                    ? finished
                    : await cluster.Grains.GetGrain<IGridGrain>(name).GetCellSnapshotsAsync(shard)
                        .WaitAsync(ClusterCache.Patience, cancelled));
        for (var shard = 0; shard < shards.Length; shard++)
            if (shards[shard].All(cell => cell.Status == WorkStatus.Committed)) finishedShards[shard] = shards[shard];
        return [.. shards.SelectMany(shard => shard)];
    }

    /// <returns>How many are left for the next look.</returns>
    private async Task<int> ReadResultsAsync(List<CellSnapshot> cells)
    {
        var unread = cells
            .Where(cell => cell.Status == WorkStatus.Committed && !results.ContainsKey(cell.Work) && !lost.Contains(cell.Work))
            .ToList();
        await Parallel.ForEachAsync(
            unread.Take(ResultsAtATime), new ParallelOptions { MaxDegreeOfParallelism = ReadsAtATime }, async (cell, cancelled) =>
            {
                var stored = await works.FindResultAsync(CellId.Parse(cell.Work.Digits), cancelled);
                lock (results)
                {
                    if (stored.Result is { } result) results[cell.Work] = Trim(result, cell.Spec);
                    else if (stored.Problem is not null) lost.Add(cell.Work);
                }
            });
        return Math.Max(0, unread.Count - ResultsAtATime);
    }

    private GridBoard Draw(List<CellSnapshot> cells, int toRead)
    {
        var read = cells.Select(cell => results.GetValueOrDefault(cell.Work)).OfType<CellResult>().ToList();
        var heatmaps = HeatmapBuilder.Build(
            cells, cell => results.TryGetValue(cell.Work, out var result) ? HeatmapBuilder.Top1Of(result) : null);
        try
        {
            return new GridBoard(heatmaps, FigureViews.Build(cells, read, submission?.Definition.Figures), null, read.Count, toRead);
        }
        catch (ArgumentException exception)
        {
            return new GridBoard(heatmaps, [], exception.Message, read.Count, toRead);
        }
    }

    /// <summary>What colours and curves need of a result, sharing what is the same for all.</summary>
    private static CellResult Trim(CellResult result, CellSpec spec) => result with
    {
        Spec = spec,
        Points = [.. result.Points.Select(point =>
        {
            var scores = point.Scores with { Cmc = [] };
            return point with { Scores = scores, OtherDistance = null };
        })],
    };

    private sealed record BoardSnapshot(GridBoard Board, IReadOnlyList<CellSnapshot> Cells, long Version, long TakenAt, TimeSpan Cost);
}
