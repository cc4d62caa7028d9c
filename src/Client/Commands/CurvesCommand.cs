using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Commands;

/// <summary><c>curves GRID</c>: figures, CSV and report again, from what the store holds now.</summary>
internal static class CurvesCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.SubmittedGrid();
        var command = new Command("curves", "Draw a grid's figures, curves.csv and report.html again from the store.")
        {
            grid, SharedOptions.Out, SharedOptions.Json
        };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var submission = await session.Submissions.ReadAsync(parsed.GetRequiredValue(grid), cancellationToken);
            var report = new GridReport(submission, session.Works, terminal) { Command = $"jsccgrid curves {submission.Name}" };
            return await report.WriteAsync(
                parsed.GetValue(SharedOptions.Out) ?? GridReport.DefaultFolder(submission.Name),
                parsed.GetValue(SharedOptions.Json), cancellationToken);
        });
        return command;
    }
}
