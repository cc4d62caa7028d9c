using JsccGrid.DataSets;
using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

/// <summary>Whatever is wrong is said in full, with the right exit code, and the store is not even made.</summary>
public sealed class BadInputTests : IDisposable
{
    private const int BadInput = 2;
    private const int BadEnvironment = 3;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "scheme: jscc-aee, bandwidth: 8, trainSnrDb: 0",
        "'jscc-aee' is not one of reid-baseline, jscc-ae, jscc-ae-adaptive, jscc-fc, digital")]
    [InlineData("scheme: jscc-ae, bandwidth: 0, trainSnrDb: 0", "bandwidth: 0 is out of range; expected 1 to 65536 channel uses")]
    [InlineData("scheme: jscc-ae, bandwidth: 8", "trainSnrDb: missing")]
    [InlineData("scheme: [", "not valid YAML")]
    public async Task Run_BrokenGrid_SaysWhereAndTouchesNothing(string sweep, string expected)
    {
        SmallGrid.MakeData(folder["data"]);
        var grid = folder.Write("grid.yaml", $$"""
            name: broken
            recipe: demo
            seeds: 0
            figures: { bandwidth: 8 }
            sweeps:
              - { {{sweep}} }
            """);

        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", grid, "--data", folder["data"]);

        AssertRefused(outcome, expected, BadInput);
        Assert.Matches(@"grid\.yaml:\d+:\d+: ", outcome.Error);
    }

    [Fact]
    public async Task Run_NoDataFolder_SaysWhatADataSetIs()
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder["nowhere"]);

        AssertRefused(outcome, "nowhere", BadInput);
        Assert.Contains("bounding_box_train", outcome.Error);
    }

    [Fact]
    public async Task Run_ImageThatDoesNotDecode_NamesIt()
    {
        SmallGrid.MakeData(folder["data"]);
        var image = Directory.EnumerateFiles(Path.Combine(folder["data"], "query")).Order().First();
        await File.WriteAllBytesAsync(
            image,
            (await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken))[..60],
            TestContext.Current.CancellationToken);

        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder["data"]);

        AssertRefused(outcome, Path.GetFileName(image), BadInput);
    }

    [Fact]
    public async Task Run_TruncatedWeights_SaysSo()
    {
        SmallGrid.MakeData(folder["data"]);
        await File.WriteAllBytesAsync(
            folder["weights.safetensors"], [200, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], TestContext.Current.CancellationToken);

        var outcome = await Jsccgrid.RunAsync(
            folder.Path, "run", "demo", "--data", folder["data"], "--weights", folder["weights.safetensors"]);

        AssertRefused(outcome, "weights.safetensors", BadInput);
    }

    [Theory]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "weights.safetensors: a Git LFS pointer, not the file itself")]
    [InlineData("PK\u0003\u0004 archive", "weights.safetensors: a zip archive, as torch.save writes one (.pth, .pt)")]
    public async Task Run_WeightsThatAreAnotherFile_SaysWhatItIs(string content, string expected)
    {
        SmallGrid.MakeData(folder["data"]);
        var weights = folder.Write("weights.safetensors", content);

        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder["data"], "--weights", weights);

        AssertRefused(outcome, expected, BadInput);
    }

    [Fact]
    public async Task Run_DeviceThatIsNotThere_SaysWhatWasFound()
    {
        SmallGrid.MakeData(folder["data"]);

        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder["data"], "--device", "cuda:99");

        AssertRefused(outcome, "--device cuda:99", BadEnvironment);
    }

    [Theory]
    [InlineData("--seeds", "0,x", "'x' is not a whole number")]
    [InlineData("--slots", "0", "--slots: 0 is out of range; expected 1 to 1024")]
    [InlineData("--slots", "1e3", "--slots: '1e3' is not a whole number; expected 1 to 1024.")]
    [InlineData("--checkpoint-seconds", "0,7", "--checkpoint-seconds: '0,7' is not a number; expected 0 to 2592000.")]
    [InlineData("--checkpoint-seconds", "1e9", "--checkpoint-seconds: 1e9 is out of range; expected 0 to 2592000.")]
    [InlineData("--validation", "nan", "--validation: 'nan' is not a number; expected between 0 and 1.")]
    [InlineData("--validation", "1.5", "--validation: 1.5 is out of range; expected between 0 and 1.")]
    [InlineData("--out", "", "--out: nothing is given; expected a folder.")]
    [InlineData("--device", "tpu", "'tpu' is not a device")]
    [InlineData("--sloots", "2", "There is no option '--sloots'. Did you mean '--slots'?")]
    [InlineData("--name", "a/b", "'a/b' cannot name a grid")]
    public async Task Run_BadOption_SaysWhatWouldBeRight(string option, string value, string expected)
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, "run", "demo", "--data", folder.Path, option, value);

        AssertRefused(outcome, expected, BadInput);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("why", "x")]
    [InlineData("logs", "x")]
    [InlineData("curves", "demo")]
    public async Task StoreVerbs_NoStore_SayHowToMakeOne(params string[] arguments)
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, arguments);

        AssertRefused(outcome, "There is no store at", BadInput);
    }

    [Theory]
    [InlineData("'submit' needs a cluster", "submit", "demo")]
    [InlineData("--data FOLDER is missing", "submit", "paper")]
    [InlineData("'a/b' cannot name a grid", "submit", "demo", "--name", "a/b")]
    [InlineData("--cluster: there is no cluster file 'nowhere'", "grids", "--cluster", "nowhere")]
    [InlineData("--cluster and --store exclude each other", "grids", "--cluster", "a", "--store", "b")]
    [InlineData("There is no store at", "pause", "demo")]
    [InlineData("there is no 'redy'. Did you mean 'ready'?", "cells", "demo", "--state", "redy")]
    [InlineData("give either a cell or --quarantined GRID", "retry")]
    [InlineData("'1x' is not a length of time", "gc", "--older-than", "1x")]
    [InlineData("--silos: 0 is out of range", "cluster", "up", "--silos", "0")]
    [InlineData("--workers: 'two' is not a whole number", "cluster", "up", "--workers", "two")]
    [InlineData("priority: '1.5' is not a whole number", "priority", "demo", "1.5")]
    [InlineData("There is no verb 'clutser'. Did you mean 'cluster'?", "clutser")]
    [InlineData("plan: --validation needs --data FOLDER", "plan", "demo", "--validation", "0.2")]
    public async Task ClusterVerbs_BadInput_SayWhatWouldBeRight(string expected, params string[] arguments)
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, arguments);

        AssertRefused(outcome, expected, BadInput);
    }

    [Fact]
    public async Task ClusterFile_WithoutAStore_SaysWhatBelongsThere()
    {
        var file = folder.Write("cluster.json", """{ "redis": "127.0.0.1:1", "store": {} }""");

        var outcome = await Jsccgrid.RunAsync(folder.Path, "grids", "--cluster", file);

        AssertRefused(outcome, "is not a cluster file", BadInput);
    }

    private void AssertRefused(Jsccgrid.Outcome outcome, string expected, int exitCode)
    {
        Assert.Contains(expected, outcome.Error);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.DoesNotContain("Unhandled exception", outcome.Error);
        Assert.DoesNotContain("   at JsccGrid", outcome.Error);
        Assert.False(Directory.Exists(folder["runs"]), "The store was made.");
    }
}
