using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using Xunit;

namespace JsccGrid.Client.Tests.Stores;

/// <summary>What is damaged in a store is named, and keeps nothing else of a grid from being shown.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Store => folder["store"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Curves_OfResultsThatWereEditedOrCut_AreThoseOfTheSealedCopies()
    {
        var cells = await StoredGrid.MakeAsync(Store);
        var whole = await CurvesAsync("whole");
        var edited = Path.Combine(Store, StoreLayout.Result(cells[1].Id));
        var text = await File.ReadAllTextAsync(edited, Cancellation);
        await File.WriteAllTextAsync(edited, text.Replace("\"mean\": 0", "\"mean\": 99", StringComparison.Ordinal), Cancellation);
        var cut = Path.Combine(Store, StoreLayout.Result(cells[2].Id));
        await File.WriteAllTextAsync(cut, text[..(text.Length / 2)], Cancellation);

        var outcome = await Verbs.RunAsync("curves", StoredGrid.Name, "--store", Store, "--out", folder["damaged"]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(whole, await File.ReadAllTextAsync(folder["damaged/curves.csv"], Cancellation));
        foreach (var cell in cells.Skip(1).Take(2)) Assert.Contains(StoreLayout.Result(cell.Id), outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", (await Verbs.RunAsync("curves", StoredGrid.Name, "--store", Store, "--out", folder["again"])).Error);
    }

    [Fact]
    public async Task Curves_WithACellThatIsLost_AreDrawnFromTheOthersAndNameIt()
    {
        var cells = await StoredGrid.MakeAsync(Store);
        foreach (var name in Directory.GetFiles(
            Path.Combine(Store, WorkId.Of(cells[1].Id).Value), "*result.json", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(name, "{", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Store, StoreLayout.Manifest(WorkId.Of(cells[2].Id))), "{", Cancellation);

        var outcome = await Verbs.RunAsync("curves", StoredGrid.Name, "--store", Store, "--out", folder["out"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"2 of {cells.Count} cells have no result", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(StoreLayout.Result(cells[1].Id), outcome.Output, StringComparison.Ordinal);
        Assert.Contains(StoreLayout.Manifest(WorkId.Of(cells[2].Id)), outcome.Output, StringComparison.Ordinal);
        Assert.Contains("2 damaged", await File.ReadAllTextAsync(folder["out/report.html"], Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_OnAStoreWithADamagedManifest_ShowTheOtherCells()
    {
        var cells = await StoredGrid.MakeAsync(Store);
        var manifest = StoreLayout.Manifest(WorkId.Of(cells[1].Id));
        await File.WriteAllTextAsync(Path.Combine(Store, manifest), "{", Cancellation);

        var status = await Verbs.RunAsync("status", "--store", Store);
        Assert.True(status.ExitCode == 0, status.Error);
        Assert.Contains($"{cells.Count - 1} of {cells.Count} cells done", status.Output, StringComparison.Ordinal);
        Assert.Contains(manifest, status.Error, StringComparison.Ordinal);

        var listed = await Verbs.RunAsync("cells", StoredGrid.Name, "--store", Store);
        Assert.True(listed.ExitCode == 0, listed.Error);
        Assert.Equal(cells.Count, listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(manifest, listed.Output, StringComparison.Ordinal);

        var why = await Verbs.RunAsync("why", cells[1].Id.Value, "--store", Store);
        Assert.Contains(manifest, why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_OfASubmissionThatNamesAPlaceElsewhere_AreRefusedAndWriteNothing()
    {
        await StoredGrid.MakeAsync(Store);
        var submission = Path.Combine(Store, StoreLayout.Submission(StoredGrid.Name));
        await File.WriteAllTextAsync(
            submission,
            (await File.ReadAllTextAsync(submission, Cancellation))
                .Replace("\"name\": \"small\"", "\"name\": \"../../x\"", StringComparison.Ordinal),
            Cancellation);

        var outcome = await Jsccgrid.RunAsync(folder.Path, "curves", StoredGrid.Name, "--store", Store);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(StoreLayout.Submission(StoredGrid.Name), outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["runs"]));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "..", "x")));
    }

    [Fact]
    public async Task Verbs_OnAStoreWithADamagedGrid_ShowTheOthersAndNameIt()
    {
        var cells = await StoredGrid.MakeAsync(Store);
        foreach (var name in new[] { StoreLayout.Submission("broken"), StoreLayout.Grid("broken") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Store, name))!);
            await File.WriteAllTextAsync(Path.Combine(Store, name), "{", Cancellation);
        }
        foreach (var (verb, named) in new[] { ("status", StoreLayout.Submission("broken")), ("grids", StoreLayout.Grid("broken")) })
        {
            var outcome = await Verbs.RunAsync(verb, "--store", Store);
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            Assert.Contains(StoredGrid.Name, outcome.Output, StringComparison.Ordinal);
            Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
        }
        var why = await Verbs.RunAsync("why", cells[0].Id.Value, "--store", Store);
        Assert.Contains("committed", why.Output, StringComparison.Ordinal);
        Assert.Contains(StoreLayout.Submission("broken"), why.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_OfADescriptionWithControlCharacters_AreWritten()
    {
        await StoredGrid.MakeAsync(Store, "a\u0001b \ud800 \u001b[31m");
        var outcome = await Verbs.RunAsync("curves", StoredGrid.Name, "--store", Store, "--out", folder["out"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("a\uFFFDb", await File.ReadAllTextAsync(folder["out/report.html"], Cancellation), StringComparison.Ordinal);
    }

    private async Task<string> CurvesAsync(string name)
    {
        var outcome = await Verbs.RunAsync("curves", StoredGrid.Name, "--store", Store, "--out", folder[name]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal("", outcome.Error);
        return await File.ReadAllTextAsync(folder[$"{name}/curves.csv"], Cancellation);
    }
}
