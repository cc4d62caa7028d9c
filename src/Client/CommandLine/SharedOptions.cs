using System.CommandLine;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Client.CommandLine;

/// <summary>Options that mean the same in every command.</summary>
internal static class SharedOptions
{
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show stack traces of errors, and debugging detail in the log.",
        Recursive = true,
    };

    public static string DefaultStore { get; } = Path.Combine("runs", "store");

    public static Option<string> Store { get; } = new("--store")
    {
        Description = "Folder of this machine where results, checkpoints and shared stages live.",
        DefaultValueFactory = _ => DefaultStore,
        HelpName = "folder",
    };

    public static Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = "Cluster file. Default: what JSCCGRID_CLUSTER names, else what JsccGrid__Cluster__… and JsccGrid__Store__… say "
            + "(inside a pod), else the local cluster of 'cluster up' while it is up, else --store.",
        HelpName = "file",
    };

    /// <summary>How many slots a machine may have.</summary>
    public static BoundsAttribute SlotBounds { get; } = new(1, 1024);

    public static Option<int?> Slots { get; } = NumberOption.Whole(
        "--slots", SlotBounds, "Cells trained at a time. Default: what this machine can feed.");

    public static BoundsAttribute CheckpointBounds { get; } = BoundsAttribute.Of<TrainingPlan>(nameof(TrainingPlan.CheckpointSeconds));

    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON object per line, for programs." };

    public static Option<string?> Out { get; } = new("--out")
    {
        Description = "Folder for figures, curves.csv and report.html. Default: runs/<name of the grid>.",
        HelpName = "folder",
    };
}
