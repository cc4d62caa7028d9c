using System.CommandLine;
using JsccGrid.Benchmarks;
using JsccGrid.Benchmarks.Throughput;

var root = new RootCommand("Benchmarks of JsccGrid.") { AutoencoderStep.Command(), ThroughputCommand.Create() };
return await root.Parse(args).InvokeAsync();
