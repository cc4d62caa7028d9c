using System.CommandLine;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Faults;
using JsccGrid.Chaos.Reports;
using JsccGrid.Chaos.Runs;

var minutes = new Option<double>("--minutes") { Description = "How long faults are injected.", DefaultValueFactory = _ => 5 };
var seed = new Option<int>("--seed") { Description = "Of the sequence of faults.", DefaultValueFactory = _ => 1 };
var gap = new Option<double>("--gap") { Description = "Mean seconds from one fault to the next.", DefaultValueFactory = _ => 8 };
var faults = new Option<FaultKind[]>("--faults")
{
    Description = "Kinds of faults; all by default.",
    AllowMultipleArgumentsPerToken = true
};
var store = new Option<StoreKind>("--store") { Description = "What the cluster's store is.", DefaultValueFactory = _ => StoreKind.Azurite };
var seeds = new Option<int>("--grid-seeds")
{
    Description = "Seeds of each grid, at least 2; each is 40 cells.",
    DefaultValueFactory = _ => 6
};
var folder = new Option<string?>("--folder") { Description = "For logs and data; a temporary one by default, deleted when all went well." };
var root = new RootCommand("Hurts a real local cluster at random while it works, and checks that nothing is lost, done twice or different.")
{
    minutes, seed, gap, faults, store, seeds, folder,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var chosen = parsed.GetValue(faults) is { Length: > 0 } kinds ? kinds : Enum.GetValues<FaultKind>();
    var given = parsed.GetValue(folder);
    var options = new ChaosOptions
    {
        Seed = parsed.GetValue(seed),
        Length = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
        MeanGap = TimeSpan.FromSeconds(parsed.GetValue(gap)),
        Store = parsed.GetValue(store),
        SeedsPerGrid = parsed.GetValue(seeds),
        Kinds = chosen.ToHashSet(),
        Folder = given is null ? Directory.CreateTempSubdirectory("jsccgrid-chaos-").FullName : Path.GetFullPath(given),
    };
    var clock = TimeProvider.System;
    var begin = clock.GetTimestamp();
    var result = await new ChaosRun(
        options,
        line => Console.WriteLine(FormattableString.Invariant($"{clock.GetElapsedTime(begin).TotalSeconds,7:0.0}  {line}")),
        clock).RunAsync(cancellationToken);
    ChaosReport.Write(result, Console.Out);
    if (result.Violations.Count > 0) return 1;
    if (given is null) Directory.Delete(options.Folder, recursive: true);
    return 0;
});
// Ctrl-C ends the run in order: what it mounted and the network it made are taken down again.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
