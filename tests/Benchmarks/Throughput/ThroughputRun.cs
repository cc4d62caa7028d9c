using System.Diagnostics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary>One grid through a fresh cluster.</summary>
internal sealed class ThroughputRun(BenchmarkCluster cluster, int size, int slots)
{
    private const int CellsPerSeed = 10_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private IGridGrain Grid => cluster.Grains[0].GetGrain<IGridGrain>("benchmark");

    public async Task<ThroughputResult> RunAsync()
    {
        var (chunks, hashSeconds) = Chunks();
        var before = await ResourceUsage.NowAsync(cluster);
        var began = Stopwatch.GetTimestamp();
        await SubmitAsync(chunks);
        var acceptSeconds = ThroughputCommand.Since(began);
        began = Stopwatch.GetTimestamp();
        await UntilAsync(snapshot => snapshot.Cells.Waiting == size);
        var settleSeconds = ThroughputCommand.Since(began);
        var settled = await ResourceUsage.NowAsync(cluster);
        began = Stopwatch.GetTimestamp();
        using var stopping = new CancellationTokenSource();
        var workers = cluster.Grains
            .Select((grains, index) => new IdleTrainer(grains, $"worker-{index}", slots / cluster.Grains.Count).RunAsync(stopping.Token))
            .ToList();
        await UntilAsync(snapshot => snapshot.Status == GridStatus.Finished);
        var runSeconds = ThroughputCommand.Since(began);
        var after = await ResourceUsage.NowAsync(cluster);
        await stopping.CancelAsync();
        await Task.WhenAll(workers);
        return new ThroughputResult(size, hashSeconds, before, acceptSeconds, settleSeconds, settled, runSeconds, after);
    }

    /// <summary>Pause, resume and cancel, each until every cell has followed.</summary>
    public async Task<IReadOnlyList<(string Verb, double Seconds)>> TimeVerbsAsync()
    {
        await SubmitAsync(Chunks().Chunks);
        await UntilAsync(snapshot => snapshot.Cells.Waiting == size);
        return
        [
            ("pause", await TimeAsync(Grid.PauseAsync, snapshot => snapshot.Cells.Paused == size)),
            ("resume", await TimeAsync(Grid.ResumeAsync, snapshot => snapshot.Cells.Waiting == size)),
            ("cancel", await TimeAsync(Grid.CancelAsync, snapshot => snapshot.Cells.Cancelled == size)),
        ];
    }

    private async Task<double> TimeAsync(Func<Task> verb, Func<GridSnapshot, bool> isDone)
    {
        var began = Stopwatch.GetTimestamp();
        await verb();
        await UntilAsync(isDone);
        return ThroughputCommand.Since(began);
    }

    private async Task SubmitAsync(List<GridChunk> chunks)
    {
        foreach (var chunk in chunks) await Grid.SubmitAsync(chunk);
    }

    private async Task UntilAsync(Func<GridSnapshot, bool> condition)
    {
        while (!condition(await Grid.GetSnapshotAsync())) await Task.Delay(PollInterval);
    }

    private (List<GridChunk> Chunks, double Seconds) Chunks()
    {
        var began = Stopwatch.GetTimestamp();
        var recipe = RecipeCatalog.Load("paper");
        var data = new DataSetReference { Name = "benchmark", Fingerprint = "0123456789abcdef0123456789abcdef" };
        var cells = Enumerable.Range(0, size).Select(index => new CellSpec
        {
            Scheme = Scheme.JsccAe,
            Coordinates = [Axis.Bandwidth.At(1 + (index % CellsPerSeed)), Axis.TrainSnrDb.At(new SnrDb(0))],
            Seed = index / CellsPerSeed,
            Data = data,
            Recipe = recipe,
        });
        var groups = cells.Select(cell => (Cell: cell, Id: WorkId.Of(cell.Id))).Chunk(GridChunk.MaxCells).ToList();
        var chunks = groups.Select((group, index) => new GridChunk(
            index, groups.Count, [.. group.Select(cell => cell.Cell)], 0, [.. group.Select(cell => cell.Id)], "benchmark")).ToList();
        return (chunks, ThroughputCommand.Since(began));
    }
}
