using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Presentation;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>workers</c>, <c>cordon WORKER</c>, <c>uncordon WORKER</c>.</summary>
internal static class WorkersCommand
{
    private const string DefaultReason = "cordoned by hand";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("workers", "List the workers, their slots and what these train.") { SharedOptions.Json };
        command.SetLiveAction(async (parsed, _, live, cancellationToken) =>
        {
            var workers = await live.CallAsync(grains => grains.Pool().GetWorkersAsync(), cancellationToken);
            if (parsed.GetValue(SharedOptions.Json))
                foreach (var worker in workers)
                    terminal.Json(new
                    {
                        Name = worker.Registration.Worker, worker.Registration.Host, worker.Registration.Device,
                        worker.LastSeen, worker.CordonReason, worker.Slots
                    });
            else Print(workers, terminal);
            return ExitCode.Success;
        });
        return command;
    }

    public static Command CreateCordon(Terminal terminal)
    {
        var worker = Arguments.Worker();
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for those who will see it.",
            DefaultValueFactory = _ => DefaultReason,
            HelpName = "text"
        };
        reason.Validators.Add(result =>
        {
            if (OneLine.ProblemOf(result.GetValueOrDefault<string>() ?? "") is { } problem)
                result.AddError($"{reason.Name}: the text {problem}; expected one line of printable characters.");
        });
        var command = new Command("cordon", "Give a worker no more cells; what it trains goes on.") { worker, reason, SharedOptions.Json };
        command.SetChangeAction((parsed, _, live, cancellationToken) => ChangeAsync(
            parsed, terminal, live, parsed.GetRequiredValue(worker),
            (pool, name) => pool.CordonAsync(name, parsed.GetRequiredValue(reason)),
            "is cordoned: it gets no more cells, and finishes those it has", cancellationToken));
        return command;
    }

    public static Command CreateUncordon(Terminal terminal)
    {
        var worker = Arguments.Worker();
        var command = new Command("uncordon", "Give a cordoned worker cells again.") { worker, SharedOptions.Json };
        command.SetChangeAction((parsed, _, live, cancellationToken) => ChangeAsync(
            parsed, terminal, live, parsed.GetRequiredValue(worker),
            (pool, name) => pool.UncordonAsync(name), "gets cells again", cancellationToken));
        return command;
    }

    private static async Task<int> ChangeAsync(
        ParseResult parsed, Terminal terminal, LiveGrains live, string name,
        Func<IWorkerPoolGrain, string, Task<bool>> change, string outcome, CancellationToken cancellationToken)
    {
        var known = (await live.CallAsync(grains => grains.Pool().GetWorkersAsync(), cancellationToken))
            .Select(worker => worker.Registration.Worker).ToList();
        var isKnown = known.Contains(name);
        if (isKnown && !await live.CallAsync(grains => change(grains.Pool(), name), cancellationToken))
            throw new UserException($"The worker '{name}' has just left.");
        if (!isKnown)
            throw new UserException($"There is no worker '{name}'. {(known.Count == 0 ? "There are none." : Suggestion.For(name, known))}");
        if (!parsed.GetValue(SharedOptions.Json))
        {
            terminal.Line($"{name} {outcome}");
            return ExitCode.Success;
        }
        var workers = await live.CallAsync(grains => grains.Pool().GetWorkersAsync(), cancellationToken);
        terminal.Json(new { Name = name, workers.FirstOrDefault(worker => worker.Registration.Worker == name)?.CordonReason });
        return ExitCode.Success;
    }

    private static void Print(IReadOnlyList<WorkerSnapshot> workers, Terminal terminal)
    {
        if (workers.Count == 0)
        {
            terminal.Line("There are no workers: nothing is trained until one comes.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("worker", "host", "device", "slot", "trains", "progress", "attempt", "for", "seen", "");
        foreach (var worker in workers)
        {
            var (registration, now) = (worker.Registration, TimeProvider.System.GetUtcNow());
            foreach (var (slot, index) in worker.Slots.Select((slot, index) => (slot, index)))
            {
                var first = index == 0;
                table.AddRow(
                    first ? Markup.Escape(registration.Worker) : "",
                    first ? Markup.Escape(registration.Host) : "",
                    first ? Markup.Escape(registration.Device) : "",
                    slot.Slot.ToString(CultureInfo.InvariantCulture),
                    Markup.Escape(slot.Label ?? $"({slot.Text()})"),
                    slot.Progress is { } progress
                        ? FormattableString.Invariant($"{progress.Phase} {100 * progress.Fraction:0} %")
                        : slot.Label is null ? "" : Markup.Escape(slot.Text()),
                    slot.Work is null ? "" : slot.Attempt.ToString(CultureInfo.InvariantCulture),
                    slot.Since is { } since && slot.Work is not null ? Durations.Text(now - since) : "",
                    first ? $"{Durations.Text(now - worker.LastSeen)} ago" : "",
                    first && worker.CordonReason is { } cordon ? Markup.Escape($"cordoned: {cordon}") : "");
            }
        }
        terminal.Console.Write(table);
    }
}
