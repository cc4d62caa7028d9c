using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Training.Data;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>plan GRID</c>: what a run would do; trains nothing and writes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.GridToTrain();
        var data = new Option<string?>("--data") { Description = "Re-ID folder to count images in. Default: the sizes of CUHK03.", HelpName = "folder" };
        var slots = new Option<int?>("--slots") { Description = "Cells trained at a time. Default: what this machine can feed." };
        var cells = new Option<bool>("--cells") { Description = "List every cell with its id." };
        var command = new Command("plan", "Show a grid's cells, shared stages and estimated time; train nothing.")
        {
            grid, data, slots, cells, SharedOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var plan = new Plan(GridFile.Load(parsed.GetRequiredValue(grid)), parsed.GetValue(data), parsed.GetValue(slots));
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
        private readonly string sizeSource;
        private readonly int slots;
        private readonly double cellFlops;
        private readonly double stageFlops;
        private readonly double flopsPerSecond;

        public Plan(GridDefinition definition, string? dataFolder, int? slots)
        {
            this.definition = definition;
            (size, sizeSource) = dataFolder is null ? (DataSetSize.Cuhk03, "sizes of CUHK03; --data counts your own") : (Count(dataFolder), dataFolder);
            grid = ExpandedGrid.Of(definition, new DataSetReference { Name = "any", Fingerprint = "any" });
            this.slots = slots ?? MachineCapacity.DefaultSlots("auto");
            var cost = new WorkCost(size);
            cellFlops = grid.Cells.Sum(cost.Flops);
            stageFlops = grid.Stages.Sum(cost.Flops);
            flopsPerSecond = TrainingRate.Measure();
        }

        private TimeSpan Estimate => Seconds((cellFlops + stageFlops) / flopsPerSecond / slots);

        public void Print(Terminal terminal, bool listCells)
        {
            terminal.Line($"{definition.Name}: {definition.Description}");
            terminal.Line($"recipe {definition.Recipe.Name}, seeds {string.Join(", ", definition.Seeds)}");
            terminal.Line();
            var table = new Table().Border(TableBorder.Simple).AddColumns("scheme", "cells", "B", "SNR_train (dB)", "dimension", "lambda");
            foreach (var scheme in grid.Cells.GroupBy(cell => cell.Scheme))
                table.AddRow(scheme.Key.Name(), Text(scheme.Count()), Values(scheme, cell => cell.Bandwidth), Values(scheme, cell => cell.TrainSnrDb),
                    Values(scheme, cell => cell.LatentDimension), Values(scheme, cell => cell.Lambda));
            terminal.Console.Write(table);
            terminal.Line($"{grid.Cells.Count} cells ({grid.DuplicatesRemoved} named twice and removed); {Stages()} shared, each run once");
            terminal.Line($"images: {size.Train} training, {size.Query} query, {size.Gallery} gallery ({sizeSource})");
            terminal.Line(FormattableString.Invariant(
                $"arithmetic: {(cellFlops + stageFlops) / 1e15:0.###} PFLOP, of which {stageFlops / 1e15:0.###} in shared stages"));
            terminal.Line($"estimated time: {Durations.Text(Estimate)} on {slots} slot{(slots == 1 ? "" : "s")} of this machine"
                + FormattableString.Invariant($" (a slot trains a convolution at {flopsPerSecond / 1e9:0.#} GFLOP/s, measured now)"));
            if (!listCells) return;
            terminal.Line();
            foreach (var stage in grid.Stages) terminal.Line($"stage {stage.Key.Short}  {WorkSpec.Of(stage).Label}");
            foreach (var cell in grid.Cells) terminal.Line($"cell  {cell.Id.Short}  {cell.Label}");
        }

        public void PrintJson(Terminal terminal) => terminal.Json(new
        {
            definition.Name,
            Recipe = definition.Recipe.Name,
            definition.Seeds,
            Cells = grid.Cells.Select(cell => new { cell.Id, cell.Scheme, cell.Bandwidth, cell.TrainSnrDb, cell.LatentDimension, cell.Lambda, cell.Seed }),
            Stages = grid.Stages.Select(stage => new { stage.Key, stage.Kind, stage.Seed }),
            grid.DuplicatesRemoved,
            Images = size,
            Flops = cellFlops + stageFlops,
            Slots = slots,
            EstimatedSeconds = Math.Round(Estimate.TotalSeconds),
        });

        private static DataSetSize Count(string folder)
        {
            var images = ReIdDataSet.Open(folder);
            return new DataSetSize(images.Train.Count, images.Query.Count, images.Gallery.Count);
        }

        private string Stages() => string.Join(" and ", grid.Stages.GroupBy(stage => stage.Kind)
            .Select(kind => $"{kind.Count()} {kind.Key.Name()} stage{(kind.Count() == 1 ? "" : "s")}"));

        private static string Values<T>(IEnumerable<CellSpec> cells, Func<CellSpec, T?> value) where T : struct =>
            string.Join(' ', cells.Select(value).Where(found => found is not null).Select(found => found!.Value).Distinct().Order()
                .Select(found => string.Create(CultureInfo.InvariantCulture, $"{found}")));

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
    }
}
