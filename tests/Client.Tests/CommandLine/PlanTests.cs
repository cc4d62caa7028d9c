using System.Text.Json;
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
        // Per seed: 1 bound, 8 SNR_train at 5 bandwidths, 8 JSCC FC, 4 dimensions at 8 lambdas.
        Assert.Equal(3 * (1 + (8 * 5) + 8 + (4 * 8)), plan.GetProperty("cells").GetArrayLength());
        Assert.Equal(3, plan.GetProperty("stages").EnumerateArray().Count(stage => stage.GetProperty("kind").GetString() == "baseline"));
        Assert.Equal(3 * 8, plan.GetProperty("duplicatesRemoved").GetInt32());
        Assert.True(plan.GetProperty("estimatedSeconds").GetDouble() > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Plan_PaperWithCells_ListsEachWithItsId()
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, "plan", "paper", "--cells");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(243, outcome.Output.Split('\n').Count(line => line.StartsWith("cell  ", StringComparison.Ordinal)));
        Assert.Contains("jscc-ae B=1024 SNR=inf seed=2", outcome.Output);
    }
}
