using Xunit;

namespace JsccGrid.Client.Tests.Stores;

/// <summary>A store that version 0.1.0 left, half trained: all of it is shown, and said to be of the former version.</summary>
public sealed class FormerVersionTests : IDisposable
{
    private const string Grid = "first-format";
    private const string Version = "of the former version 1 of training and evaluation";

    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "first-format", "store");

    private readonly TemporaryFolder folder = new();

    public FormerVersionTests()
    {
        foreach (var file in Directory.GetFiles(Fixture, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Store, Path.GetRelativePath(Fixture, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Store => folder["store"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Status_OfAGridOfTheFormerVersion_CountsItsCellsAndSaysSo()
    {
        var status = await Verbs.RunAsync("status", Grid, "--store", Store);
        var json = await Verbs.RunAsync("status", Grid, "--store", Store, "--json");

        Assert.True(status.ExitCode == 0, status.Error);
        var text = string.Join(' ', status.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("1 of 5 cells done, 1 with a checkpoint; 2 of 2 shared stages done.", text, StringComparison.Ordinal);
        Assert.Contains(
            $"Its cells are {Version}, where this program has version 2: results are shown as they are", text, StringComparison.Ordinal);
        Assert.Equal(1, Verbs.JsonLines(json.Output)[0].GetProperty("algorithm").GetInt32());
    }

    [Fact]
    public async Task Cells_OfAGridOfTheFormerVersion_AreListedWithIt()
    {
        var listed = await Verbs.RunAsync("cells", Grid, "--store", Store);
        var json = await Verbs.RunAsync("cells", Grid, "--store", Store, "--json");

        Assert.True(listed.ExitCode == 0, listed.Error);
        var lines = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(Version, line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("32576424  committed", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"a checkpoint at step 43; {Version}", StringComparison.Ordinal));
        Assert.All(Verbs.JsonLines(json.Output), row => Assert.Equal(1, row.GetProperty("algorithm").GetInt32()));
    }

    [Fact]
    public async Task Curves_OfAGridOfTheFormerVersion_AreDrawnFromItsResultsAndSaySo()
    {
        var curves = await Verbs.RunAsync("curves", Grid, "--store", Store, "--out", folder["out"]);

        Assert.Equal(1, curves.ExitCode); // four cells have no result
        Assert.Contains($"Its cells are {Version}", curves.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(
            "4a,reid-baseline,reid-baseline,",
            await File.ReadAllTextAsync(folder["out/curves.csv"], Cancellation), StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(folder["out/report.html"], Cancellation);
        Assert.Contains($"Its cells are {Version}", report, StringComparison.Ordinal);
        Assert.Contains("1 of 5", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_OfACellOfTheFormerVersion_SaysThatItsCheckpointIsNotGoneOnFrom()
    {
        var cells = Verbs.JsonLines((await Verbs.RunAsync("cells", Grid, "--store", Store, "--json")).Output);
        var begun = cells.Single(row => row.GetProperty("detail").GetString()!.Contains("checkpoint", StringComparison.Ordinal));

        var why = await Verbs.RunAsync("why", begun.GetProperty("id").GetString()!, "--store", Store);

        Assert.True(why.ExitCode == 0, why.Error);
        Assert.Contains($"checkpoint at step 43; {Version}, and not gone on from", why.Output, StringComparison.Ordinal);
    }

    /// <summary>What the former version left is wanted as long as its grid is there.</summary>
    [Fact]
    public async Task Gc_OfAStoreOfTheFormerVersion_FindsNothingToDelete()
    {
        // Then the submission alone says which cells the grid has.
        var grid = Path.Combine(Store, "grids", Grid);
        File.Delete(Path.Combine(grid, "grid.json"));
        Directory.Delete(Path.Combine(grid, "shards"), recursive: true);
        List<string> before = [.. Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories).Order()];

        var swept = await Verbs.RunAsync("gc", "--store", Store, "--older-than", "0", "--yes");

        Assert.True(swept.ExitCode == 0, swept.Error);
        Assert.Equal(before, Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task Status_OfAGridOfThisVersion_SaysNothingOfIt()
    {
        Directory.CreateDirectory(folder["today"]);
        await StoredGrid.MakeAsync(folder["today/store"]);

        var status = await Verbs.RunAsync("status", StoredGrid.Name, "--store", folder["today/store"]);

        Assert.True(status.ExitCode == 0, status.Error);
        Assert.DoesNotContain("version", status.Output, StringComparison.Ordinal);
    }
}
