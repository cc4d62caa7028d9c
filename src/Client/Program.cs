using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;

var terminal = Terminal.OfProcess();
var root = new RootCommand("JsccGrid reproduces every sweep of a wireless-communications paper, in parallel, and resumes whatever was interrupted.")
{
    DemoCommand.Create(terminal),
    RunCommand.Create(terminal),
    PlanCommand.Create(terminal),
    StatusCommand.Create(terminal),
    WhyCommand.Create(terminal),
    LogsCommand.Create(terminal),
    CurvesCommand.Create(terminal),
    TrainCommand.Create(),
    DataCommand.Create(terminal),
    DoctorCommand.Create(terminal),
    SharedOptions.Verbose,
};
return await CommandRunner.RunAsync(root, args, terminal);
