using System.Globalization;

namespace JsccGrid.Benchmarks.Throughput;

/// <summary>One run.</summary>
/// <param name="Cells">The number of cells of the grid.</param>
/// <param name="HashSeconds">To expand the grid and hash ids.</param>
/// <param name="Before">Before it was submitted.</param>
/// <param name="AcceptSeconds">From then until it was accepted.</param>
/// <param name="SettleSeconds">From then until every cell was known.</param>
/// <param name="Settled">Then.</param>
/// <param name="RunSeconds">From then until it was finished.</param>
/// <param name="After">Then.</param>
internal sealed record ThroughputResult(
    int Cells, double HashSeconds, ResourceUsage Before, double AcceptSeconds, double SettleSeconds, ResourceUsage Settled,
    double RunSeconds, ResourceUsage After)
{
    public const string Header =
        "   cells  cells/s | accept s  settle s    run s | CPU ms/cell: submit    run  redis "
            + "| KiB/cell: managed  redis | MiB: managed resident  redis | hash ids s";

    private double PerSecond => Cells / (AcceptSeconds + SettleSeconds + RunSeconds);

    private double ProcessorPerCell => PerCell(After.Processor - Settled.ProcessorAfter + Settled.Processor - Before.ProcessorAfter);

    /// <summary>A line for each size, with the medians of its runs.</summary>
    public static IEnumerable<string> Summarize(IReadOnlyList<ThroughputResult> results) =>
        results.GroupBy(result => result.Cells).Select(runs => string.Create(CultureInfo.InvariantCulture,
            $"{runs.Key,8} cells, median of {runs.Count()}: {Median(runs, run => run.PerSecond):0} cells/s, "
                + $"{Median(runs, run => 1000 / run.PerSecond):0.000} ms and "
                + $"{Median(runs, run => run.ProcessorPerCell):0.000} ms of processor a cell"));

    public override string ToString()
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"{Cells,8} {PerSecond,8:0} | {AcceptSeconds,8:0.00} {SettleSeconds,9:0.00} {RunSeconds,8:0.00}"
            + $" | {PerCell(Settled.Processor - Before.ProcessorAfter),20:0.000} "
            + $"{PerCell(After.Processor - Settled.ProcessorAfter),6:0.000} "
            + $"{PerCell(After.RedisProcessor - Before.RedisProcessor),6:0.000}"
            + $" | {(After.Managed - Before.Managed) / 1024.0 / Cells,17:0.00} {(After.Redis - Before.Redis) / 1024.0 / Cells,6:0.00}"
            + $" | {Mebi(After.Managed),12:0} {Mebi(After.Resident),8:0} {Mebi(After.Redis),6:0} | {HashSeconds,10:0.00}");
    }

    private static double Median(IEnumerable<ThroughputResult> runs, Func<ThroughputResult, double> figure) =>
        Quantiles.Median(runs.Select(figure));

    private double PerCell(TimeSpan time) => time.TotalMilliseconds / Cells;

    private static double Mebi(long bytes) => bytes / (1024.0 * 1024);
}
