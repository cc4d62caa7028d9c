using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Commands;

/// <summary><c>submit GRID</c>: hand a grid to a cluster and leave.</summary>
internal static class SubmitCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.GridToTrain();
        var data = new Option<string?>("--data")
        {
            Description = "Re-ID folder with bounding_box_train, query and bounding_box_test. Only the grid demo has its own.",
            HelpName = "folder",
        };
        var priority = NumberOption.Whole(
            "--priority", Arguments.PriorityBounds, "Grids of a higher number are served first; those of the same share the slots.", 0);
        var watch = new Option<bool>("--watch") { Description = "Stay until it is finished, then draw its curves." };
        var options = new GridOptions();
        var command = new Command("submit", "Hand a grid to a cluster; what is committed is not trained again.")
        {
            grid, data, priority, watch, SharedOptions.Out, SharedOptions.Json
        };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is null && result.GetValue(grid) != DemoData.Grid)
                result.AddError($"submit: --data FOLDER is missing; only the grid {DemoData.Grid} has a data set of its own.");
        });
        command.SetClusterAction((parsed, session, live, cancellationToken) =>
        {
            var given = parsed.GetValue(data);
            var source = options.Read(parsed, parsed.GetRequiredValue(grid), given ?? DemoData.Make(cancellationToken))
                with { IsGridsOwnData = given is null };
            var settings = new SubmitSettings
            {
                Source = source,
                Priority = parsed.GetValue(priority),
                Watch = parsed.GetValue(watch),
                OutFolder = parsed.GetValue(SharedOptions.Out),
                Json = parsed.GetValue(SharedOptions.Json),
            };
            return new GridSubmit(settings, session, live, terminal, TimeProvider.System).ExecuteAsync(cancellationToken);
        });
        return command;
    }
}
