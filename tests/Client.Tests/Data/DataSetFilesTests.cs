using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Client.Tests.Data;

/// <summary>One definition of the files of a data set, seen from the command line.</summary>
public sealed class DataSetFilesTests : IDisposable
{
    private const string OneCell = """
        name: one
        recipe:
          extends: demo
          name: one
          input: { height: 16, width: 16 }
          backbone: { width: 8 }
          baseline: { batchSize: 16, phases: [{ epochs: 1, learningRate: 0.05 }] }
          evaluation: { testSnrDb: [inf], noiseDraws: 1 }
        seeds: 0
        figures: { bandwidth: 8 }
        sweeps:
          - scheme: reid-baseline
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_AfterASystemLeftFilesAmongTheImages_TrainsNothingAgain()
    {
        SmallGrid.MakeData(folder["data"]);
        var grid = folder.Write("grid.yaml", OneCell);
        string[] run = ["run", grid, "--data", folder["data"], "--slots", "1"];
        Assert.Equal(0, (await Jsccgrid.RunAsync(folder.Path, run)).ExitCode);
        var trained = Works();

        foreach (var left in new[]
        {
            "query/.DS_Store", "query/Thumbs.db", "bounding_box_test/._0013_c1_02.jpg", "bounding_box_train/.nfs0001"
        })
            await File.WriteAllTextAsync(Path.Combine(folder["data"], left), "left by a system", TestContext.Current.CancellationToken);
        var again = await Jsccgrid.RunAsync(folder.Path, run);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal("", again.Error);
        Assert.Equal(trained, Works());
    }

    [Fact]
    public async Task Open_StoreThatKnowsTheFolderWithItsOtherFiles_KeepsItsFingerprint()
    {
        SmallGrid.MakeData(folder["data"]);
        await File.WriteAllTextAsync(
            Path.Combine(folder["data"], "query", "Thumbs.db"), "as issued", TestContext.Current.CancellationToken);
        var former = DataSetFingerprint.ComputeFormer(folder["data"]);
        var store = new DirectoryObjectStore(folder["store"], TimeProvider.System);
        var today = DataSetIntake.Open(folder["data"], validationFraction: null, TestContext.Current.CancellationToken);
        Assert.NotEqual(former, today.Reference.Fingerprint);
        Assert.Same(today, await today.AsKnownToAsync(store, TestContext.Current.CancellationToken));

        await (today with { Reference = today.Reference with { Fingerprint = former! } })
            .RememberGoodAsync(store, TestContext.Current.CancellationToken);
        var known = await today.AsKnownToAsync(store, TestContext.Current.CancellationToken);

        Assert.Equal(former, known.Reference.Fingerprint);
        Assert.Contains("query/Thumbs.db", known.Notice);
    }

    [Fact]
    public async Task Run_ImagesThatAreNoFiles_NamesThemAsTheCheckDoes()
    {
        SmallGrid.MakeData(folder["data"]);
        var query = Path.Combine(folder["data"], "query");
        File.CreateSymbolicLink(Path.Combine(query, "0013_c1_90.jpg"), "nowhere.jpg");
        File.CreateSymbolicLink(Path.Combine(query, "0013_c1_91.jpg"), "/dev/zero");
        await TestProcess.RunAsync("mkfifo", [Path.Combine(query, "0013_c1_92.jpg")]);
        await File.WriteAllTextAsync(Path.Combine(query, "0013_c1_93.jpg"), "<html>", TestContext.Current.CancellationToken);

        var check = await Jsccgrid.RunAsync(folder.Path, "data", "check", folder["data"]);
        var run = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder["data"]);

        Assert.Equal((2, 2), (check.ExitCode, run.ExitCode));
        foreach (var expected in new[]
        {
            "query/0013_c1_90.jpg: a link to 'nowhere.jpg', which is not there", "query/0013_c1_91.jpg: a link to a device (/dev/zero)",
            "query/0013_c1_92.jpg: a named pipe", "0013_c1_93.jpg: the file is an HTML page",
        })
        {
            Assert.Contains(expected, check.Error);
            Assert.Contains(expected, run.Error);
        }
        Assert.False(Directory.Exists(folder["runs"]), "The store was made.");
    }

    [Fact]
    public async Task Check_FolderOfAnotherLayout_SaysWhatIsExpectedAndNothingElse()
    {
        Directory.CreateDirectory(folder["elsewhere/train"]);

        var check = await Verbs.RunAsync("data", "check", folder["elsewhere"]);

        Assert.Equal(2, check.ExitCode);
        Assert.Equal("", check.Output);
        Assert.Equal(
            $"{folder["elsewhere"]}: not a re-ID data set; expected a folder that holds bounding_box_train, query, "
                + $"bounding_box_test; it holds train{Environment.NewLine}",
            check.Error);
    }

    private List<string?> Works() => [.. new[] { "cells", "stages", "data" }
        .SelectMany(kind => Directory.GetFileSystemEntries(Path.Combine(folder["runs"], "store", kind)))
        .Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
