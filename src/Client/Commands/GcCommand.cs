using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Text;
using JsccGrid.Storage.Collection;

namespace JsccGrid.Client.Commands;

/// <summary><c>gc</c>: what nothing in the store references; deletes it only when told so.</summary>
internal static class GcCommand
{
    public static Command Create(Terminal terminal)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Delete what is listed. Without it nothing is changed." };
        var age = new Option<TimeSpan>("--older-than")
        {
            Description = "Only what has lain untouched for so long, for instance 30m, 1h, 2d.",
            CustomParser = Ages.Parse,
            DefaultValueFactory = _ => StoreSweep.DefaultAge,
            HelpName = "time",
        };
        var command = new Command("gc", "List what nothing in the store references, with sizes and reasons; with --yes, delete it.")
        {
            yes, age, SharedOptions.Json
        };
        command.SetPlaceAction((parsed, session, cancellationToken) =>
            new Sweep(session, terminal, parsed.GetValue(SharedOptions.Json))
                .RunAsync(parsed.GetValue(age), parsed.GetValue(yes), cancellationToken));
        return command;
    }

    private sealed class Sweep(GridSession session, Terminal terminal, bool json)
    {
        private readonly StoreSweep sweep = new(session.Objects, TimeProvider.System);

        public async Task<int> RunAsync(TimeSpan age, bool delete, CancellationToken cancellationToken)
        {
            var plan = new List<SweepItem>();
            await foreach (var item in sweep.FindAsync(age, cancellationToken))
            {
                plan.Add(item);
                if (json) terminal.Json(new { item.Name, item.Reason, item.Files, Bytes = item.Size, item.LastModified });
                else
                    terminal.Line($"{Sizes.Text(item.Size),10}  {item.Name}"
                        + $"{(item.Files > 1 ? $" ({item.Files} files)" : "")}: {item.Reason}");
            }
            var (files, bytes) = (plan.Sum(item => item.Files), plan.Sum(item => item.Size));
            if (plan.Count == 0)
            {
                if (!json)
                    terminal.Line($"Nothing can go: everything in the {session.Place.Description} "
                        + $"that is older than {Durations.Text(age)} is referenced.");
            }
            else if (delete)
            {
                var totals = await sweep.DeleteAsync(plan, age, cancellationToken);
                if (json) terminal.Json(new { Deleted = totals.Files, Bytes = totals.Size, totals.Spared });
                else
                    terminal.Line($"{Counted.Text(totals.Files, "file")} deleted, {Sizes.Text(totals.Size)}"
                        + $"{(totals.Spared == 0 ? "" : $"; {totals.Spared} items came into use meanwhile and stay")}.");
            }
            else if (!json)
            {
                terminal.Line($"{Counted.Text(files, "file")}, {Sizes.Text(bytes)}, can go. Nothing was deleted; --yes deletes them.");
            }
            return ExitCode.Success;
        }
    }
}
