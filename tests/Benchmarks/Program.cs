using System.CommandLine;
using JsccGrid.Benchmarks.Clusters;
using JsccGrid.Benchmarks.Steps;
using JsccGrid.Benchmarks.Throughput;
using JsccGrid.Training.Runtime;

namespace JsccGrid.Benchmarks;

public static class Program
{
    /// <summary>Runs on the libtorch that <c>JSCCGRID_LIBTORCH</c> names, as the training program does.</summary>
    public static int Main(string[] args) => LibTorchFolder.Prepare(Run)(args);

    public static int Run(string[] args) => new RootCommand("Benchmarks of JsccGrid.")
    {
        StepCommand.Create(),
        EvaluationCommand.Create(),
        ResumeCommand.Create(),
        OptimizerCommand.Create(),
        ThroughputCommand.Create(),
        ClusterCommands.Overhead(),
        ClusterCommands.Takeover(),
    }.Parse(args).Invoke();
}
