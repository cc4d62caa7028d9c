using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Commands;

/// <summary><c>retry CELL</c>, <c>retry --quarantined GRID</c>: a fresh budget for what failed for good.</summary>
internal static class RetryCommand
{
    public static Command Create(Terminal terminal)
    {
        var cell = Arguments.Cell(isOptional: true);
        var quarantined = new Option<string?>("--quarantined")
        {
            Description = "Every quarantined cell and stage of a grid.",
            HelpName = "grid"
        };
        var command = new Command("retry", "Give a quarantined cell, or all of a grid, another chance.")
        {
            cell, quarantined, SharedOptions.Json
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(cell) is { Length: > 0 }) == result.GetValue(quarantined) is not null)
                result.AddError("retry: give either a cell or --quarantined GRID.");
        });
        command.SetChangeAction(async (parsed, session, live, cancellationToken) =>
        {
            var json = parsed.GetValue(SharedOptions.Json);
            if (parsed.GetValue(quarantined) is { } grid)
            {
                var count = await new LiveGrids(session, live).CallAsync(grid, found => found.RetryQuarantinedAsync(), cancellationToken);
                if (json) terminal.Json(new { Name = grid, Retried = count });
                else
                    terminal.Line(count == 0
                        ? $"Nothing of {grid} is quarantined."
                        : $"{count} quarantined cells and stages of {grid} get another chance");
                return ExitCode.Success;
            }
            var work = await session.FindWorkAsync(parsed.GetRequiredValue(cell), cancellationToken);
            var why = await live.CallAsync(grains => grains.Work(work.Id).WhyAsync(), cancellationToken);
            var retried = await live.CallAsync(grains => grains.Work(work.Id).RetryAsync(), cancellationToken);
            if (json) terminal.Json(new { work.Id, work.Label, Retried = retried });
            else if (retried) terminal.Line($"{work.Id.Short}  {work.Label} gets another chance");
            else
            {
                throw new UserException(
                    $"{work.Id.Short}  {work.Label} is not quarantined but {why.Work.Status.Text()}; there is nothing to retry.");
            }
            return ExitCode.Success;
        });
        return command;
    }
}
