using System.CommandLine;
using JsccGrid.Client.CommandLine;

namespace JsccGrid.Client.Commands;

/// <summary>The whole command line, verbs in the order in which help lists them.</summary>
internal static class AllCommands
{
    public static RootCommand Create(Terminal terminal) =>
        new("JsccGrid reproduces every sweep of a wireless-communications paper, in parallel, and resumes whatever was interrupted.")
        {
            DemoCommand.Create(terminal),
            RunCommand.Create(terminal),
            PlanCommand.Create(terminal),
            ClusterCommand.Create(terminal),
            SubmitCommand.Create(terminal),
            GridsCommand.Create(terminal),
            WatchCommand.Create(terminal),
            StatusCommand.Create(terminal),
            CellsCommand.Create(terminal),
            WhyCommand.Create(terminal),
            LogsCommand.Create(terminal),
            WorkersCommand.Create(terminal),
            GridActions.CreatePause(terminal),
            GridActions.CreateResume(terminal),
            GridActions.CreateCancel(terminal),
            GridActions.CreatePriority(terminal),
            RetryCommand.Create(terminal),
            WorkersCommand.CreateCordon(terminal),
            WorkersCommand.CreateUncordon(terminal),
            CurvesCommand.Create(terminal),
            GcCommand.Create(terminal),
            TrainCommand.Create(),
            DataCommand.Create(terminal),
            WeightsCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            SharedOptions.Verbose,
        };
}
