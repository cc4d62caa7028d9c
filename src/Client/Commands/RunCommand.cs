using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Commands;

/// <summary><c>run GRID</c>: train what the store does not have yet, then draw.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.GridToTrain();
        var data = new Option<string>("--data")
        {
            Description = "Re-ID folder with bounding_box_train, query and bounding_box_test.",
            Required = true,
            HelpName = "folder",
        };
        var run = new RunOptions();
        var command = new Command("run", "Train a grid on this machine, resuming what was interrupted, and draw its curves.")
        {
            grid, data
        };
        run.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            return new GridRun(run.Read(parsed, parsed.GetRequiredValue(grid), folder), terminal, TimeProvider.System)
                .ExecuteAsync(cancellationToken);
        });
        return command;
    }
}
