using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Works;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A named set of cells; the key is its name. <see cref="GridGrainExtensions"/> submits a whole list.</summary>
[Alias("jsccgrid.IGridGrain")]
public interface IGridGrain : IGrainWithStringKey
{
    /// <summary>Time for calls that go to every shard of a large grid, or to a store that is slow just now.</summary>
    private const string AllShards = "00:02:00";

    /// <summary>
    /// Takes in one chunk for good. Once all chunks of a <see cref="GridChunk.SubmissionId"/> are there the grid runs: what is done
    /// stays done, and cells of an earlier submission that are in this one no more are dropped. A paused or cancelled grid runs again.
    /// </summary>
    /// <exception cref="ArgumentException">The chunk is empty, too large, out of place, or its ids are not those of its cells.</exception>
    [Alias("Submit"), ResponseTimeout(AllShards)]
    Task SubmitAsync(GridChunk chunk);

    /// <summary>Preempts what runs and starts nothing; checkpoints and results stay.</summary>
    [Alias("Pause"), ResponseTimeout(AllShards)]
    Task PauseAsync();

    [Alias("Resume"), ResponseTimeout(AllShards)]
    Task ResumeAsync();

    /// <summary>Gives up what is not committed, unless another grid wants it too.</summary>
    [Alias("Cancel"), ResponseTimeout(AllShards)]
    Task CancelAsync();

    /// <summary>Changes <see cref="GridSnapshot.Priority"/>; what runs goes on.</summary>
    [Alias("SetPriority"), ResponseTimeout(AllShards)]
    Task SetPriorityAsync(int priority);

    /// <summary>Gives all quarantined cells and stages a fresh budget.</summary>
    /// <returns>How many there were.</returns>
    [Alias("RetryQuarantined"), ResponseTimeout(AllShards)]
    Task<int> RetryQuarantinedAsync();

    [Alias("GetSnapshot"), AlwaysInterleave]
    Task<GridSnapshot> GetSnapshotAsync();

    /// <summary>
    /// The grid as it changes, until it is finished or cancelled: first where it stands, then a new update when something
    /// changed, no faster than <paramref name="interval"/>. After a silo died, watch again from the last event seen.
    /// </summary>
    /// <param name="afterEvent">The number of the last event already seen; 0 for none.</param>
    /// <param name="interval">Shortest time between two updates.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    [Alias("Watch")]
    IAsyncEnumerable<GridUpdate> WatchAsync(long afterEvent, TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>The cells of one shard in grid order, and after them the stages they need.</summary>
    /// <param name="shard">From 0 to <see cref="GridSnapshot.Shards"/> - 1.</param>
    [Alias("GetCells"), AlwaysInterleave]
    Task<ImmutableArray<WorkSnapshot>> GetCellsAsync(int shard);

    [Alias("GetCommittedCounts"), AlwaysInterleave]
    Task<CommittedCounts> GetCommittedCountsAsync();

    /// <summary>The same cells, without their stages and without what only matters to one who looks at a single cell.</summary>
    /// <param name="shard">From 0 to <see cref="GridSnapshot.Shards"/> - 1.</param>
    [Alias("GetStandings"), AlwaysInterleave]
    Task<ImmutableArray<CellSnapshot>> GetCellSnapshotsAsync(int shard);

    /// <summary>Cells and stages that <see cref="WorkSearch"/> finds, with what is known of them. Changes nothing.</summary>
    /// <param name="text">The first digits of an id, or words of a label.</param>
    /// <param name="limit">The most to return.</param>
    [Alias("Find"), AlwaysInterleave]
    Task<ImmutableArray<KnownWork>> FindAsync(string text, int limit);

    /// <summary>Brings its unfinished shards back to life; returns before they are.</summary>
    [Alias("Wake"), AlwaysInterleave]
    Task WakeAsync();

    /// <summary>Takes in what a shard has to say.</summary>
    /// <returns>The latest version the grid has heard of; if it is not that of the report, the report is ignored for a later one.</returns>
    [Alias("ShardChanged"), AlwaysInterleave]
    Task<long> ShardChangedAsync(ShardReport report);
}
