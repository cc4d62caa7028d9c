using System.Globalization;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Faults;
using JsccGrid.Chaos.Runs;

namespace JsccGrid.Chaos.Reports;

/// <summary>A run as text: a table of faults, figures, violations.</summary>
internal static class ChaosReport
{
    public static void Write(ChaosResult result, TextWriter output)
    {
        var done = result.Faults.Where(fault => fault.Skipped is null).ToList();
        output.WriteLine();
        output.WriteLine("| fault | injected | overcome | recovery s, median | recovery s, longest |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var kind in done.GroupBy(fault => fault.Fault.Kind).OrderBy(group => group.Key))
            WriteRow(output, kind.Key.ToString(), [.. kind]);
        WriteRow(output, "all", done);
        output.WriteLine();
        foreach (var line in result.NotAllowed) output.WriteLine($"Left out: {line}");
        var skipped = result.Faults.Count - done.Count;
        if (skipped > 0) output.WriteLine(Text($"{skipped} planned faults found no victim and are not counted."));
        output.WriteLine(Text(
            $"Seed {result.Options.Seed}, {result.Elapsed.TotalMinutes:0.0} min: {
                result.Committed} of {result.GoodCells} good cells committed, {
                result.Committed / result.Elapsed.TotalSeconds:0.00} a second; {result.PoisonCells} poison cells."));
        output.WriteLine(Text(
            $"The longest time without a commit was {result.LongestPause.TotalSeconds:0.0} s. Damaged checkpoints passed over: {
                result.DamageNoticed}. Workers cordoned and uncordoned: {result.Cordons}."));
        if (result.Load is var (least, most))
            output.WriteLine(Text(
                $"The store was {(result.Options.Store == StoreKind.Folder ? "a folder" : "Azurite")}. {
                    least:0.#} to {most:0.#} threads at a time wanted each of the machine's {Environment.ProcessorCount} processors."));
        var ends = result.OwnEnds.Where(node => node.Value > 0).Select(node => Text($"{node.Key} {node.Value}")).ToList();
        if (ends.Count > 0) output.WriteLine($"Ended by themselves and were started again: {string.Join(", ", ends)}.");
        foreach (var count in result.Violations.GroupBy(violation => violation.Kind))
            output.WriteLine(Text($"VIOLATED, {count.Key}: {count.Count()}"));
        foreach (var violation in result.Violations) output.WriteLine($"  {violation.Kind}: {violation.Work} {violation.Text}");
        output.WriteLine(
            result.Violations.Count == 0
                ? "0 lost, 0 duplicate, 0 differing."
                : $"Everything is kept in {result.Options.Folder}.");
    }

    private static void WriteRow(TextWriter output, string name, List<FaultRecord> faults)
    {
        var recoveries = faults.Select(fault => fault.Recovery).OfType<TimeSpan>().Select(time => time.TotalSeconds).Order().ToList();
        var median = recoveries.Count == 0 ? "" : Text($"{recoveries[recoveries.Count / 2]:0.0}");
        var longest = recoveries.Count == 0 ? "" : Text($"{recoveries[^1]:0.0}");
        output.WriteLine(Text($"| {name} | {faults.Count} | {recoveries.Count} | {median} | {longest} |"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
