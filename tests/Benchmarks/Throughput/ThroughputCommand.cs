using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary><c>throughput</c>: what coordination costs a cell when training costs nothing.</summary>
internal static class ThroughputCommand
{
    private const int WarmUpCells = 10_000;

    private const string Conditions =
        """
        Two silos and two workers in one process, talking over loopback TCP; redis-server with an append-only file, synced once a second;
        a directory store. Cells are jscc-ae of the paper's recipe and need two shared stages for each seed. Every transition is durable
        before it is answered: an assignment for each shard, a lease and a completion for each cell, in Redis; the grid in the store.
        Workers are Orleans clients with {0} slots in all, each with one claim or report under way. They train nothing, write nothing to
        the store and send no heartbeats. A grid of 10,000 cells goes before, so that code is compiled. Included: reading from the store whether a cell is done already. Not included: starting the
        cluster; hashing cell ids, which the client does before it submits (printed apart).
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
        var repeat = new Option<int>("--repeat") { Description = "Runs of each size, each in a fresh cluster.", DefaultValueFactory = _ => 3 };
        var slots = new Option<int>("--slots") { Description = "Slots of all workers.", DefaultValueFactory = _ => 64 };
        var folder = new Option<string>("--folder") { Description = "Where Redis and the store write.", DefaultValueFactory = _ => Path.GetTempPath() };
        var verbs = new Option<bool>("--verbs") { Description = "Also pause, resume and cancel a grid of each size." };
        var command = new Command("throughput", "Cells per second through a cluster whose training does nothing.") { cells, repeat, slots, folder, verbs };
        command.SetAction(async (parsed, _) =>
        {
            Console.WriteLine(Conditions, parsed.GetValue(slots));
            Console.WriteLine(ThroughputResult.Header);
            await using (var warm = await BenchmarkCluster.StartAsync(parsed.GetRequiredValue(folder)))
                await new ThroughputRun(warm, WarmUpCells, parsed.GetValue(slots)).RunAsync();
            foreach (var size in parsed.GetRequiredValue(cells))
            {
                for (var run = 0; run < parsed.GetValue(repeat); run++)
                {
                    await using var cluster = await BenchmarkCluster.StartAsync(parsed.GetRequiredValue(folder));
                    Console.WriteLine(await new ThroughputRun(cluster, size, parsed.GetValue(slots)).RunAsync());
                }
                if (!parsed.GetValue(verbs)) continue;
                await using var other = await BenchmarkCluster.StartAsync(parsed.GetRequiredValue(folder));
                foreach (var (verb, seconds) in await new ThroughputRun(other, size, parsed.GetValue(slots)).TimeVerbsAsync())
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,8} {verb}: {seconds:0.00} s"));
            }
        });
        return command;
    }

    public static double Since(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds;
}
