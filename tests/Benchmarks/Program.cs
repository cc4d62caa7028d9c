using System.CommandLine;
using JsccGrid.Benchmarks;
using JsccGrid.Benchmarks.Clusters;
using JsccGrid.Benchmarks.Throughput;

var root = new RootCommand("Benchmarks of JsccGrid.")
{
    AutoencoderStep.Command(),
    ThroughputCommand.Create(),
    ClusterCommands.Overhead(),
    ClusterCommands.Takeover(),
};
return await root.Parse(args).InvokeAsync();
