using System.Text.Json;
using JsccGrid.Client.Runs;
using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Plan_Paper_CountsCellsAndSharedStagesAndWritesNothing()
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, "plan", "paper", "--json");

        Assert.Equal(0, outcome.ExitCode);
        var plan = JsonDocument.Parse(outcome.Output).RootElement;
        // Per seed: 1 bound, 10 SNR_train at 5 bandwidths, 10 JSCC FC, 4 dimensions at 8 lambdas with the backbone frozen and trained.
        Assert.Equal(3 * (1 + (10 * 5) + 10 + (4 * 8 * 2)), plan.GetProperty("cells").GetArrayLength());
        Assert.Equal(3, plan.GetProperty("stages").EnumerateArray().Count(stage => stage.GetProperty("kind").GetString() == "baseline"));
        Assert.Equal(3 * 10, plan.GetProperty("duplicatesRemoved").GetInt32());
        Assert.True(plan.GetProperty("estimatedSeconds").GetDouble() > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Plan_CellsOnAFolder_HaveTheIdsOfARun()
    {
        SmallGrid.MakeData(folder["data"]);

        var outcome = await Verbs.RunAsync("plan", "demo", "--data", folder["data"], "--seeds", "3", "--json");

        var source = new GridSource { Grid = "demo", DataFolder = folder["data"], Seeds = [3], CommandLine = "" };
        var run = (await GridIntake.OpenAsync(source, null, TimeProvider.System, TestContext.Current.CancellationToken)).Grid;
        var plan = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal(
            run.Cells.Select(cell => cell.Id.Value),
            plan.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("id").GetString()));
        Assert.Equal(
            run.Stages.Select(stage => stage.Key.Value),
            plan.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Plan_Price_IsThatOfTheCardsTheSlotsShare()
    {
        var outcome = await Verbs.RunAsync(
            "plan", "demo", "--slots", "8", "--price-per-hour", "3", "--slots-per-card", "4", "--json");

        var plan = JsonDocument.Parse(outcome.Output).RootElement;
        var (flops, cellByCell) = (plan.GetProperty("flops").GetDouble(), plan.GetProperty("cellByCellFlops").GetDouble());
        var (cost, costCellByCell) = (plan.GetProperty("estimatedCost").GetDouble(), plan.GetProperty("cellByCellCost").GetDouble());
        // Two cards of four slots; seconds are rounded.
        Assert.Equal(plan.GetProperty("estimatedSeconds").GetDouble() / 3600 * 2 * 3, cost, 0.5 / 3600 * 2 * 3);
        Assert.True(cellByCell > flops);
        Assert.Equal(cellByCell / flops, costCellByCell / cost, 1e-4); // times have ticks
    }

    [Fact]
    public async Task Plan_WithoutData_ShowsNoIds()
    {
        var json = await Verbs.RunAsync("plan", "demo", "--json");
        var text = await Verbs.RunAsync("plan", "demo", "--cells");

        Assert.All(
            JsonDocument.Parse(json.Output).RootElement.GetProperty("cells").EnumerateArray(),
            cell => Assert.False(cell.TryGetProperty("id", out _)));
        Assert.Contains("\ncell  reid-baseline seed=0\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("Ids depend on the images; --data FOLDER shows them.", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OneCellWithoutStages_CountsInWholeWords()
    {
        var grid = folder.Write("grid.yaml", """
            name: one
            recipe: demo
            seeds: 0
            figures: { bandwidth: 8 }
            sweeps: { scheme: jscc-fc, bandwidth: 8, trainSnrDb: 0 }
            """);

        var outcome = await Verbs.RunAsync("plan", grid, "--slots", "1");

        Assert.Contains("\n1 cell (0 named twice and removed); no shared stages\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("on 1 slot of this machine", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PaperWithCells_ListsEach()
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, "plan", "paper", "--cells");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(375, outcome.Output.Split('\n').Count(line => line.StartsWith("cell  ", StringComparison.Ordinal)));
        Assert.Contains("jscc-ae B=1024 SNR=inf seed=2", outcome.Output);
    }
}
