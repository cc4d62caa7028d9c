using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Commands;

/// <summary><c>demo</c>: the bundled demo grid on synthetic pedestrians.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new RunOptions();
        var command = new Command(
            "demo", "Make a small data set, train every scheme of the paper on it, and draw Fig. 4a, 4b and 4c: a few minutes.");
        run.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = run.Read(parsed, DemoData.Grid, DemoData.Make(cancellationToken));
            return new GridRun(settings with { Source = settings.Source with { IsGridsOwnData = true } }, terminal, TimeProvider.System)
                .ExecuteAsync(cancellationToken);
        });
        return command;
    }
}
