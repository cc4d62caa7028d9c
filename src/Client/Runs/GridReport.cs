using System.Collections.Immutable;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Reports;
using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Text;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Storage.Works;
using Spectre.Console;

namespace JsccGrid.Client.Runs;

/// <summary>Draws a grid's figures from the results in a store, whatever is there of them.</summary>
internal sealed class GridReport(GridSubmission submission, WorkStore store, Terminal terminal)
{
    /// <summary>How the results come about again, for the report.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<ReportFact> DataFacts { get; init; } = [];

    public IReadOnlyList<ReportFact> EnvironmentFacts { get; init; } = [];

    /// <summary>Cells and stages that failed for good, with their reasons.</summary>
    public ImmutableArray<WorkSnapshot> Quarantined { get; init; } = [];

    /// <summary>Null when the report is drawn again from the store.</summary>
    public Func<TimeSpan>? WallTime { get; init; }

    public static string DefaultFolder(string gridName) => Path.Combine("runs", gridName);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> WriteAsync(string folder, bool json, CancellationToken cancellationToken)
    {
        var (results, unfinished, repairs) = await GridResults.ReadAsync(submission.Expand().Cells, store, Quarantined, cancellationToken);
        var wallTime = WallTime?.Invoke();
        var written = ReportWriter.Write(folder, new RunReport
        {
            Grid = submission.Definition,
            Data = submission.Data,
            DataFacts = DataFacts,
            Weights = submission.Weights,
            Algorithm = submission.AlgorithmOfCells,
            Results = results,
            Unfinished = unfinished,
            WallTime = wallTime,
            EnvironmentFacts = EnvironmentFacts,
            Command = Command,
        });
        if (json) PrintJson(written, unfinished, wallTime);
        else Print(written, unfinished, results.Count, wallTime);
        PrintErrors(repairs);
        PrintErrors(written.Problems);
        if (written.Problems.Count > 0) return ExitCode.BadEnvironment;
        return unfinished.Count == 0 ? ExitCode.Success : ExitCode.Incomplete;
    }

    private void PrintErrors(IReadOnlyList<string> sentences)
    {
        foreach (var sentence in sentences.Take(10)) terminal.Error.WriteLine(sentence);
        if (sentences.Count > 10) terminal.Error.WriteLine($"… and {sentences.Count - 10} more of this kind.");
    }

    private void Print(WrittenReport written, IReadOnlyList<UnfinishedCell> unfinished, int finished, TimeSpan? wallTime)
    {
        terminal.Line();
        var table = new Table().Border(TableBorder.Simple).AddColumns("claim of the paper", "this data", "numbers");
        foreach (var claim in written.Claims)
        {
            table.AddRow(
                Markup.Escape($"{claim.Number}. {claim.Statement} (§{claim.Section})"),
                $"{Colour(claim.Verdict)}\n{Markup.Escape(ReportText.Sample(claim))}",
                Markup.Escape($"{claim.Evidence} {claim.Basis}".TrimEnd()));
        }
        terminal.Console.Write(table);
        if (unfinished.Count > 0)
        {
            terminal.Line($"{unfinished.Count} of {finished + unfinished.Count} cells have no result:");
            foreach (var cell in unfinished.Take(10)) terminal.Line($"  {cell.Cell.Id.Short}  {cell.Cell.Label}: {cell.Reason}");
            if (unfinished.Count > 10) terminal.Line("  …");
        }
        foreach (var file in written.Files) terminal.Line(file);
        if (AlgorithmText.OfGrid(submission.AlgorithmOfCells) is { } former) terminal.Line(former);
        if (wallTime is { } time) terminal.Line($"{Counted.Text(finished, "cell")}, wall time {Durations.Text(time)}");
    }

    private void PrintJson(WrittenReport written, IReadOnlyList<UnfinishedCell> unfinished, TimeSpan? wallTime) => terminal.Json(new
    {
        Event = "report",
        Algorithm = submission.AlgorithmOfCells,
        written.Files,
        Claims = written.Claims.Select(claim => new
        {
            claim.Number,
            claim.Statement,
            Verdict = claim.Verdict.Title(),
            claim.Seeds,
            claim.Queries,
            claim.Identities,
            claim.Evidence,
            claim.Basis,
        }),
        Unfinished = unfinished.Select(cell => new { cell.Cell.Id, cell.Cell.Label, cell.Reason }),
        WallSeconds = wallTime?.TotalSeconds,
    });

    private static string Colour(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported or ClaimVerdict.IndicationFor => $"[green]{verdict.Title()}[/]",
        ClaimVerdict.NotSupported or ClaimVerdict.IndicationAgainst => $"[red]{verdict.Title()}[/]",
        _ => $"[yellow]{verdict.Title()}[/]",
    };
}
