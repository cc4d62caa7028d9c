using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary><c>throughput</c>: what coordination costs a cell when training costs nothing.</summary>
internal static class ThroughputCommand
{
    private const int WarmUpCells = 10_000;
    private const int WarmUps = 5;

    private const string Conditions =
        """
        Two silos and two workers in one process, talking over loopback TCP; redis-server with an append-only file, synced once a second;
        a directory store. Cells are jscc-ae of the paper's recipe and need two shared stages for each seed. Every transition is durable
        before it is answered: an assignment for each shard, a lease and a completion for each cell, in Redis; the grid in the store.
        Workers are Orleans clients with {0} slots in all, each with one claim or report under way. They train nothing, write nothing to
        the store and send no heartbeats. Five grids of 10,000 cells go before, so that code is compiled and optimized; then all sizes
        take turns. Included: reading from the store whether a cell is done already. Not included: starting the cluster; hashing cell
        ids, which the client does before it submits (printed apart).
          accept   submit until the last chunk is acknowledged, so that the client may leave
          settle   until every cell is known to its grain
          run      until the grid is finished, stages included
        """;

    public static Command Create()
    {
        var cells = new Option<int[]>("--cells")
        {
            Description = "Sizes of the grids.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1_000, 10_000, 100_000],
        };
        var repeat = new Option<int>("--repeat")
        {
            Description = "Runs of each size, each in a fresh cluster.",
            DefaultValueFactory = _ => 3
        };
        var slots = new Option<int>("--slots") { Description = "Slots of all workers.", DefaultValueFactory = _ => 64 };
        var folder = new Option<string>("--folder")
        {
            Description = "Where Redis and the store write.",
            DefaultValueFactory = _ => Path.GetTempPath()
        };
        var verbs = new Option<bool>("--verbs") { Description = "Also pause, resume and cancel a grid of each size." };
        var command = new Command("throughput", "Cells per second through a cluster whose training does nothing.")
        {
            cells, repeat, slots, folder, verbs
        };
        command.SetAction(async (parsed, _) =>
        {
            var inFolder = parsed.GetRequiredValue(folder);
            var sizes = parsed.GetRequiredValue(cells);
            Console.WriteLine(Conditions, parsed.GetValue(slots));
            for (var run = 0; run < WarmUps; run++) await RunAsync(inFolder, WarmUpCells, parsed.GetValue(slots));
            Console.WriteLine(ThroughputResult.Header);
            var results = new List<ThroughputResult>();
            for (var run = 0; run < parsed.GetValue(repeat); run++)
            {
                foreach (var size in sizes)
                {
                    results.Add(await RunAsync(inFolder, size, parsed.GetValue(slots)));
                    Console.WriteLine(results[^1]);
                }
            }
            foreach (var line in ThroughputResult.Summarize(results)) Console.WriteLine(line);
            foreach (var size in parsed.GetValue(verbs) ? sizes : [])
            {
                await using var cluster = await BenchmarkCluster.StartAsync(inFolder);
                foreach (var (verb, seconds) in await new ThroughputRun(cluster, size, parsed.GetValue(slots)).TimeVerbsAsync())
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,8} {verb}: {seconds:0.00} s"));
            }
        });
        return command;
    }

    private static async Task<ThroughputResult> RunAsync(string folder, int size, int slots)
    {
        await using var cluster = await BenchmarkCluster.StartAsync(folder);
        return await new ThroughputRun(cluster, size, slots).RunAsync();
    }

    public static double Since(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds;
}
