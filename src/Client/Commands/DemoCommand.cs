using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Training.Data;

namespace JsccGrid.Client.Commands;

/// <summary><c>demo</c>: the bundled demo grid on synthetic pedestrians.</summary>
internal static class DemoCommand
{
    private static readonly string DataFolder = Path.Combine("runs", "data", "pedestrians");

    public static Command Create(Terminal terminal)
    {
        var run = new RunOptions();
        var command = new Command("demo", "Make a small data set, train every scheme of the paper on it, and draw Fig. 4a, 4b and 4c: a few minutes.");
        run.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            SyntheticPedestrians.Generate(DataFolder, new SyntheticPedestriansOptions(), cancellationToken);
            var settings = run.Read(parsed, "demo", DataFolder) with { IsGridsOwnData = true };
            return new GridRun(settings, terminal, TimeProvider.System).ExecuteAsync(cancellationToken);
        });
        return command;
    }
}
