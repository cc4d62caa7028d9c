using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Text;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Objects;
using JsccGrid.Worker;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>plan GRID</c>: what a run would do; trains nothing and writes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.GridToTrain();
        var data = new Option<string?>("--data")
        {
            Description = "Re-ID folder to count images in. Default: the sizes of CUHK03.",
            HelpName = "folder"
        };
        var cells = new Option<bool>("--cells") { Description = "List every cell, with --data under the id that it has in a run." };
        var price = NumberOption.Real(
            "--price-per-hour", new BoundsAttribute(0, 1e9),
            "What an hour of a card, or of this machine, costs, to say what the grid does.");
        var slotsPerCard = NumberOption.Whole(
            "--slots-per-card", SharedOptions.SlotBounds, "Slots that share a card, or this machine. Default: all of --slots.");
        var options = new GridOptions();
        var command = new Command("plan", "Show a grid's cells, shared stages and estimated time; train nothing.")
        {
            grid, data, SharedOptions.Slots, cells, price, slotsPerCard, SharedOptions.Store, SharedOptions.Json,
        };
        options.AddChoiceTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is null && result.GetResult("--validation") is not null)
                result.AddError("plan: --validation needs --data FOLDER, whose identities it divides.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = options.Read(parsed, parsed.GetRequiredValue(grid), parsed.GetValue(data) ?? "");
            var store = parsed.GetRequiredValue(SharedOptions.Store);
            var known = Directory.Exists(store) ? new DirectoryObjectStore(store, TimeProvider.System) : null;
            var intake = source.DataFolder.Length > 0
                ? await GridIntake.OpenAsync(source, known, TimeProvider.System, cancellationToken)
                : null;
            var plan = new Plan(source, intake, parsed.GetValue(SharedOptions.Slots))
            {
                PricePerHour = parsed.GetValue(price),
                SlotsPerCard = parsed.GetValue(slotsPerCard),
            };
            if (intake is null && source.Weights is { } weights and not GridSource.NoWeights)
                await WeightsIntake.OpenAsync(weights, plan.Backbone, cancellationToken);
            try
            {
                plan.FlopsPerSecond = await TrainerProbe.MeasureAsync(cancellationToken);
            }
            catch (UserException exception) when (!TrainerProbe.IsThere || !TrainerProbe.IsLibTorchNamed)
            {
                // What was asked for can be said without. (A libtorch that was named and is not there is a mistake to mend.)
                plan.Unmeasured = exception.Message;
            }
            if (parsed.GetValue(SharedOptions.Json)) plan.PrintJson(terminal);
            else plan.Print(terminal, parsed.GetValue(cells));
            return ExitCode.Success;
        });
        return command;
    }

    private sealed class Plan
    {
        private readonly GridDefinition definition;
        private readonly ExpandedGrid grid;
        private readonly DataSetSize size;
        /// <summary>Whether the data set is known, which every id depends on.</summary>
        private readonly bool hasIds;
        private readonly string sizeSource;
        private readonly int slots;
        private readonly double cellFlops;
        private readonly double stageFlops;
        /// <summary>Those of all stages if no cell shared one with another.</summary>
        private readonly double unsharedStageFlops;
        /// <summary>Cells of which nobody knows what they take, by their schemes.</summary>
        private readonly IReadOnlyList<(string Scheme, int Cells)> unknown;

        public Plan(GridSource source, GridIntake? intake, int? slots)
        {
            hasIds = intake is not null;
            if (intake is not null)
            {
                (definition, grid, size, sizeSource) = (intake.Submission.Definition, intake.Grid, intake.Size, source.DataFolder);
            }
            else
            {
                definition = GridIntake.LoadDefinition(source);
                grid = ExpandedGrid.Of(definition, new DataSetReference { Name = "any", Fingerprint = "any" });
                (size, sizeSource) = (DataSetSize.Cuhk03, "sizes of CUHK03; --data counts your own");
            }
            this.slots = slots ?? MachineCapacity.DefaultSlots("auto");
            var cost = new WorkCost(size);
            cellFlops = grid.Cells.Sum(cost.Flops) ?? 0;
            unknown = [.. grid.Cells.Where(cell => cost.Flops(cell) is null).CountBy(cell => cell.Scheme.Name)
                .Select(scheme => (scheme.Key, scheme.Value))];
            var stages = grid.Stages.ToDictionary(stage => stage.Key, cost.Flops);
            stageFlops = stages.Values.Sum();
            // What stages a cell needs, its scheme and seed decide.
            unsharedStageFlops = grid.Cells.GroupBy(cell => (cell.Scheme, cell.Seed))
                .Sum(alike => alike.Count() * alike.First().RequiredStages.Sum(stage => stages[stage.Key]));
        }

        public BackboneRecipe Backbone => definition.Recipe.Backbone;

        /// <summary>Floating-point operations per second of one slot of this machine; null where nothing trains.</summary>
        public double? FlopsPerSecond { get; set; }

        /// <summary>Why <see cref="FlopsPerSecond"/> is null.</summary>
        public string? Unmeasured { get; set; }

        /// <summary>What an hour of a card costs; null where nobody asks.</summary>
        public double? PricePerHour { get; init; }

        /// <summary>Slots that share a card; null for all.</summary>
        public int? SlotsPerCard { get; init; }

        private TimeSpan? Estimate => TimeOf(stageFlops);

        /// <summary>As <see cref="Estimate"/>, had every cell stages of its own.</summary>
        private TimeSpan? UnsharedEstimate => TimeOf(unsharedStageFlops);

        private TimeSpan? TimeOf(double stages) =>
            unknown.Count == 0 && FlopsPerSecond is { } rate ? Seconds((cellFlops + stages) / rate / slots) : null;

        private int Cards => (int)Math.Ceiling((double)slots / (SlotsPerCard ?? slots));

        private double? Cost(TimeSpan? time) => time?.TotalHours * Cards * PricePerHour;

        public void Print(Terminal terminal, bool listCells)
        {
            terminal.Line($"{definition.Name}{(definition.Description.Length == 0 ? "" : $": {definition.Description}")}");
            terminal.Line($"recipe {definition.Recipe.Name}, seeds {string.Join(", ", definition.Seeds)}");
            terminal.Line();
            var schemes = grid.Cells.GroupBy(cell => cell.Scheme).ToList();
            var axes = schemes.SelectMany(scheme => scheme.Key.Axes).Distinct().ToList();
            var table = new Table().Border(TableBorder.Simple).AddColumns(["scheme", "cells", .. axes.Select(axis => axis.Title)]);
            foreach (var scheme in schemes)
                table.AddRow([scheme.Key.Name, Text(scheme.Count()), .. axes.Select(axis => Values(scheme, axis))]);
            terminal.Console.Write(table);
            terminal.Line($"{Counted.Text(grid.Cells.Count, "cell")} ({grid.DuplicatesRemoved} named twice and removed); {Stages()}");
            terminal.Line($"images: {size.Train} training, {size.Query} query, {size.Gallery} gallery ({sizeSource})");
            terminal.Line(FormattableString.Invariant(
                $"arithmetic: {Unknown()}{(cellFlops + stageFlops) / 1e15:0.###} PFLOP, of which {
                    stageFlops / 1e15:0.###} in shared stages"));
            if (unsharedStageFlops > stageFlops)
                terminal.Line(FormattableString.Invariant($"cell by cell, each with stages of its own: {
                    (cellFlops + unsharedStageFlops) / 1e15:0.###} PFLOP, {
                    (cellFlops + unsharedStageFlops) / (cellFlops + stageFlops):0.0} times as much"));
            terminal.Line(Estimate is { } time
                ? $"estimated time: {Durations.Text(time)} on {Counted.Text(slots, "slot")} of this machine"
                    + FormattableString.Invariant($" (a slot trains a convolution at {FlopsPerSecond / 1e9:0.#} GFLOP/s, measured now)")
                : unknown.Count > 0 ? "estimated time: unknown, because nobody knows what a program of your own takes"
                : $"estimated time: unknown, since nothing trains here. {Unmeasured}");
            if (Cost(Estimate) is { } cost)
                terminal.Line(FormattableString.Invariant($"cost: {cost:0.00}, cell by cell {Cost(UnsharedEstimate):0.00} ({
                    Counted.Text(Cards, "card")} at {PricePerHour} an hour, each as fast as this machine)"));
            if (!listCells) return;
            terminal.Line();
            foreach (var stage in grid.Stages) terminal.Line($"stage {Id(stage.Key.Short)}{WorkSpec.Of(stage).Label}");
            foreach (var cell in grid.Cells) terminal.Line($"cell  {Id(cell.Id.Short)}{cell.Label}");
            if (!hasIds) terminal.Line("Ids depend on the images; --data FOLDER shows them.");
        }

        public void PrintJson(Terminal terminal) => terminal.Json(new
        {
            definition.Name,
            Recipe = definition.Recipe.Name,
            definition.Seeds,
            Cells = grid.Cells.Select(JsonOf),
            Stages = grid.Stages.Select(stage => new { Key = hasIds ? stage.Key : (StageKey?)null, stage.Kind, stage.Seed }),
            grid.DuplicatesRemoved,
            Images = size,
            Flops = unknown.Count == 0 ? cellFlops + stageFlops : (double?)null,
            CellByCellFlops = unknown.Count == 0 ? cellFlops + unsharedStageFlops : (double?)null,
            CellsOfUnknownFlops = unknown.Count == 0 ? (int?)null : unknown.Sum(scheme => scheme.Cells),
            Slots = slots,
            EstimatedSeconds = Estimate is { } time ? Math.Round(time.TotalSeconds) : (double?)null,
            EstimatedCost = Cost(Estimate),
            CellByCellCost = Cost(UnsharedEstimate),
        });

        private string Id(string digits) => hasIds ? $"{digits}  " : "";

        private string Unknown() => unknown.Count == 0
            ? ""
            : $"unknown of {string.Join(" and ", unknown.Select(scheme => Counted.Text(scheme.Cells, $"{scheme.Scheme} cell")))}"
                + "; of all else ";

        private string Stages() => grid.Stages.Count == 0
            ? "no shared stages"
            : $"{string.Join(" and ", grid.Stages.GroupBy(stage => stage.Kind)
                .Select(kind => Counted.Text(kind.Count(), $"{kind.Key.Name()} stage")))} shared, each run once";

        private static string Values(IEnumerable<CellSpec> cells, Axis axis) =>
            string.Join(' ', cells.Select(axis.ValueOf).OfType<CoordinateValue>().Distinct().OrderBy(value => value.Number));

        /// <summary>What tells a cell from the others of its grid, as JSON.</summary>
        private Dictionary<string, object> JsonOf(CellSpec cell)
        {
            var named = new Dictionary<string, object>();
            if (hasIds) named.Add("id", cell.Id);
            named.Add("scheme", cell.Scheme.Name);
            foreach (var coordinate in cell.Named) named.Add(coordinate.Key, coordinate.Value.Content!);
            named.Add("seed", cell.Seed);
            return named;
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
    }
}
