using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Lifetimes;
using JsccGrid.Storage.Works;
using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

/// <summary>Reads results as they are committed. Asks only shards that have more of them than it has read.</summary>
internal sealed partial class GridResultsGrain(WorkStore store, ILogger<GridResultsGrain> logger) : Grain, IGridResultsGrain
{
    /// <summary>How many results of a shard are read at a time; other calls to the store shall not wait for them.</summary>
    private const int ReadsAtATime = 8;

    private ResultMeans table = new();
    private string submission = "";
    private Task reading = Task.CompletedTask;

    private string Grid => this.GetPrimaryKeyString();

    public Task<ImmutableArray<ResultMean>> GetAsync()
    {
        if (reading.IsCompleted) reading = ReadAsync();
        return Task.FromResult(table.Means);
    }

    private async Task ReadAsync()
    {
        try
        {
            var committed = await GrainFactory.GetGrain<IGridGrain>(Grid).GetCommittedCountsAsync();
            if (committed.SubmissionId != submission) (table, submission) = (new ResultMeans(), committed.SubmissionId);
            for (var shard = 0; shard < committed.ByShard.Length; shard++)
            {
                // A shard that has not said since its grid came to life again is asked once.
                var isAsked = committed.ByShard[shard] is { } count ? count != table.CountOf(shard) : table.CountOf(shard) == 0;
                if (isAsked) await ReadAsync(shard);
            }
        }
        catch (Exception exception)
        {
            LogReadFailed(logger, Grid, exception);
        }
    }

    private async Task ReadAsync(int shard)
    {
        var cells = await GrainFactory.GetGrain<IGridShardGrain>(ShardKey.Of(Grid, shard)).GetCommittedAsync();
        await BoundedParallel.ForEachAsync(cells.Where(cell => !table.Has(shard, cell.Index)), ReadsAtATime, async cell =>
        {
            var stored = await store.FindResultAsync(CellId.Parse(cell.Cell.Digits));
            if (stored.Result is { } result) table.Add(shard, cell.Index, result);
            if (stored.Problem is not { } problem) return;
            if (stored.Result is null) table.PassOver(shard, cell.Index);
            LogDamaged(logger, Grid, problem);
        });
    }

    [LoggerMessage(2, LogLevel.Warning, "A result of grid {Grid} is damaged: {Problem}")]
    private static partial void LogDamaged(ILogger logger, string grid, string problem);

    [LoggerMessage(1, LogLevel.Warning, "Results of grid {Grid} could not be read; they will be read again.")]
    private static partial void LogReadFailed(ILogger logger, string grid, Exception exception);
}
