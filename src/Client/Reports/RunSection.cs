using System.Globalization;
using System.Xml.Linq;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Text;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>How the numbers came about: cells, departures from the paper, machine, command.</summary>
internal static class RunSection
{
    public static IEnumerable<XElement> Render(RunReport report) =>
        [Cells(report), Departures(report), Environment(report), Reproduce(report)];

    private static XElement Cells(RunReport report)
    {
        int Count(UnfinishedState state) => report.Unfinished.Count(cell => cell.State == state);
        var schemes =
            from scheme in report.Results.Select(result => result.Spec.Scheme).Concat(report.Unfinished.Select(cell => cell.Cell.Scheme))
                .Distinct().Order(Scheme.Order)
            let done = report.Results.Where(result => result.Spec.Scheme.Equals(scheme)).ToList()
            let open = report.Unfinished.Where(cell => cell.Cell.Scheme.Equals(scheme)).ToList()
            select (Scheme: scheme, Done: done, Open: open);
        return Tag("section", Attribute("id", "cells"),
            Tag("h2", "Cells"),
            Tag("p", $"{report.Results.Count} done, {Count(UnfinishedState.Quarantined)} quarantined, "
                + (Count(UnfinishedState.Damaged) is > 0 and var damaged ? $"{damaged} damaged, " : "")
                + $"{Count(UnfinishedState.Missing)} missing."),
            Table(["Scheme", "#Done", "#Quarantined", "#Damaged", "#Missing", "#Training", "#Evaluation", "#Resumed"],
                schemes.Select(row => (IReadOnlyList<object?>)
            [
                row.Scheme.Title,
                Text(row.Done.Count),
                Text(row.Open.Count(cell => cell.State == UnfinishedState.Quarantined)),
                Text(row.Open.Count(cell => cell.State == UnfinishedState.Damaged)),
                Text(row.Open.Count(cell => cell.State == UnfinishedState.Missing)),
                Time(row.Done, result => result.Training.TrainingSeconds),
                Time(row.Done, result => result.Training.EvaluationSeconds),
                Text(row.Done.Sum(result => result.Training.Resumes)),
            ])),
            report.Unfinished.Count == 0 ? null : Unfinished(report.Unfinished));
    }

    private static XElement Unfinished(IReadOnlyList<UnfinishedCell> cells) => Details(
        $"{Counted.Text(cells.Count, "cell")} without a result", Attribute("open", "open"), Table(
            ["Cell", "Id", "State", "Reason"],
            cells.OrderByDescending(cell => cell.State).Select(cell => (IReadOnlyList<object?>)
            [
                cell.Cell.Label,
                Tag("code", cell.Cell.Id.Short),
                cell.State.ToString().ToLowerInvariant(),
                cell.Reason,
            ])));

    private static XElement Departures(RunReport report)
    {
        var recipe = RecipeDifferences.Between(RecipeCatalog.Load("paper"), report.Grid.Recipe);
        return Tag("section", Attribute("id", "departures"),
            Tag("h2", "What differs from the paper"),
            Tag("ul",
                Tag("li", $"Data set: {report.Data.Name}; the paper uses CUHK03 (14,096 images of 1,467 identities).",
                    report.Data.ValidationFraction is { } share
                        ? $" Tested on {ReportText.Number(100 * share)} % of the training identities, "
                            + "held out, and not on the test identities."
                        : null),
                Tag("li", report.Weights is { } weights
                    ? $"Backbone weights: start from {weights.Name} (SHA-256 {weights.Sha256}); the paper's start from ImageNet."
                    : "Backbone weights: start from a random initialisation; the paper's start from ImageNet."),
                Tag("li", $"JSCC FC: training starts from {ReportText.FullyConnectedStart(report)}; "
                    + "which start is used can decide claim 1."),
                Tag("li", $"Seeds: {Counted.Text(report.Grid.Seeds.Count, "seed")}; the paper does not say how many it uses."),
                Tag("li", recipe.Count == 0
                    ? "Recipe: the paper's, field by field."
                    : $"Recipe “{report.Grid.Recipe.Name}”: {Counted.Text(recipe.Count, "field")} of the paper's changed.")),
            recipe.Count == 0 ? null : Details("Fields of the recipe that differ",
                Table(["Field", "Paper", "This run"],
                    recipe.Select(row => (IReadOnlyList<object?>)[Tag("code", row.Field), row.First, row.Second]))),
            Tag("p.small", "What the paper leaves open, and what was chosen: ", Tag("code", "docs/recipes.md"), "."));
    }

    private static XElement Environment(RunReport report)
    {
        var machines = report.Results.GroupBy(result => result.Environment)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.ToString(), StringComparer.Ordinal);
        var facts = new List<ReportFact>();
        if (report.WallTime is { } wall) facts.Add(new ReportFact("Wall time", ReportText.Duration(wall)));
        facts.Add(new ReportFact("Training, all cells", Time(report.Results, result => result.Training.TrainingSeconds)));
        facts.Add(new ReportFact("Evaluation, all cells", Time(report.Results, result => result.Training.EvaluationSeconds)));
        facts.Add(new ReportFact("Version of training and evaluation", Text(report.Algorithm)));
        facts.AddRange(ClippedShares(report));
        facts.AddRange(report.EnvironmentFacts);
        facts.AddRange(machines.Select(machine =>
            new ReportFact(Counted.Text(machine.Count(), "cell") + " on", Describe(machine.Key))));
        facts.AddRange(report.DataFacts.Select(fact => new ReportFact($"Data set: {fact.Name}", fact.Value)));
        facts.Add(new ReportFact("Data set: fingerprint", report.Data.Fingerprint));
        return Tag("section", Attribute("id", "environment"),
            Tag("h2", "Environment and time"),
            Tag("dl.list", facts.Select(fact => Tag("div", Tag("dt", fact.Name), Tag("dd", fact.Value)))));
    }

    /// <summary>Where a gradient limit bound: there training was slower than the schedule says.</summary>
    private static IEnumerable<ReportFact> ClippedShares(RunReport report) =>
        from scheme in report.Results.Where(result => result.Training.ClippedShare is not null).GroupBy(result => result.Spec.Scheme)
        orderby scheme.Key.Name
        let shares = scheme.Select(result => result.Training.ClippedShare!.Value).ToList()
        select new ReportFact(
            $"Steps shortened by the gradient limit: {scheme.Key.Title}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * shares.Average():0.#} % on average over {Counted.Text(shares.Count, "cell")} "
                + $"({100 * shares.Min():0.#} to {100 * shares.Max():0.#} %)"));

    private static string Describe(EnvironmentSummary machine) =>
        $"{machine.Device}, {Counted.Text(machine.Threads, "thread")} a cell, "
        + $"{(machine.TorchSharp is { } version ? $"TorchSharp {version}, " : "")}JsccGrid {machine.JsccGrid}, "
        + machine.OperatingSystem;

    private static XElement Reproduce(RunReport report) => Tag("section", Attribute("id", "reproduce"),
        Tag("h2", "How to reproduce"),
        Tag("p", "Same grid, data and seeds; finished cells are taken from the store and not trained again:"),
        Tag("pre", Tag("code", report.Command)));

    private static string Time(IReadOnlyList<CellResult> results, Func<CellResult, double> seconds) =>
        ReportText.Duration(TimeSpan.FromSeconds(results.Sum(seconds)));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
