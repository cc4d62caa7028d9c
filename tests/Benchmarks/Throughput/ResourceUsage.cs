using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary>What the benchmark has used up to a moment.</summary>
/// <param name="Processor">The processor time of this process: silos and workers.</param>
/// <param name="ProcessorAfter">The same, once this has been measured.</param>
/// <param name="RedisProcessor">The processor time of the server.</param>
/// <param name="Managed">Bytes alive on the managed heap.</param>
/// <param name="Resident">Bytes of this process in memory.</param>
/// <param name="Redis">Bytes the server holds.</param>
internal sealed record ResourceUsage(
    TimeSpan Processor, TimeSpan ProcessorAfter, TimeSpan RedisProcessor, long Managed, long Resident, long Redis)
{
    public static async Task<ResourceUsage> NowAsync(BenchmarkCluster cluster)
    {
        using var own = Process.GetCurrentProcess();
        using var server = Process.GetProcessById(cluster.Redis.Process.Id);
        var (processor, redisProcessor) = (own.TotalProcessorTime, server.TotalProcessorTime);
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{cluster.Redis.ConnectionString},allowAdmin=true");
        var memory = await connection.GetServers()[0].InfoAsync("memory");
        var used = memory.SelectMany(section => section).First(entry => entry.Key == "used_memory").Value;
        own.Refresh();
        return new ResourceUsage(
            processor, own.TotalProcessorTime, redisProcessor, managed, own.WorkingSet64, long.Parse(used, CultureInfo.InvariantCulture));
    }
}
