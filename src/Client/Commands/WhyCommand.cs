using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Commands;

/// <summary><c>why CELL</c>: why a cell is where it is, in one line.</summary>
internal static class WhyCommand
{
    public static Argument<string[]> CellArgument() => new("cell")
    {
        Description = "The first digits of a cell's or stage's id, or words of its label: jscc-ae B=16 SNR=0.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create(Terminal terminal)
    {
        var cell = CellArgument();
        var command = new Command("why", "Say in one line why a cell is waiting, or what became of it.") { cell, SharedOptions.Store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await StoreSession.OpenAsync(parsed.GetRequiredValue(SharedOptions.Store), cancellationToken);
            var work = await new WorkLookup(session.Submissions).FindAsync(string.Join(' ', parsed.GetRequiredValue(cell)), cancellationToken);
            terminal.Line($"{work.Id.Short}  {work.Label}: {await WhyAsync(session, work, cancellationToken)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<string> WhyAsync(StoreSession session, WorkSpec work, CancellationToken cancellationToken)
    {
        if (session.Live is { } grains)
        {
            var grain = grains.GetGrain<IWorkGrain>(work.Id.Value);
            if ((await grain.GetAsync()).Status != WorkStatus.Unknown) return await grain.WhyAsync();
        }
        return await session.Works.ReadStateAsync(work.Id, cancellationToken) switch
        {
            { IsCommitted: true } => "committed",
            { CheckpointStep: { } step } state => $"nothing runs on this store; attempt {state.Attempt} left a checkpoint at step {step}",
            WorkStoreState { Attempt: 0 } => "nothing runs on this store; it has never been started",
            { Attempt: var attempt } => $"nothing runs on this store; attempt {attempt} left no checkpoint",
        };
    }
}
