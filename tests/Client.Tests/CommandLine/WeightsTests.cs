using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

/// <summary>Initial weights in formats that training does not read, from the command line.</summary>
public sealed class WeightsTests : IDisposable
{
    private const string Grid = """
        name: one
        recipe:
          extends: demo
          name: one
          input: { height: 32, width: 32 }
          backbone: { blocks: [1, 2, 1, 1], width: 2, bottleneck: false, stem: imagenet }
        seeds: 0
        figures: { bandwidth: 8 }
        sweeps:
          - scheme: reid-baseline
        """;

    private readonly TemporaryFolder folder = new();

    private Dictionary<string, string> Environment => new() { ["XDG_CACHE_HOME"] = folder["cache"] };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("basic.pth")]
    [InlineData("basic.onnx")]
    public async Task Inspect_ForeignWeights_SaysWhichBackboneFits(string fixture)
    {
        var outcome = await RunAsync("weights", "inspect", Fixture(fixture));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(
            "fits          backbone: { blocks: [1, 2, 1, 1], width: 2, bottleneck: false, stem: imagenet }",
            outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_FoldedNormalisation_WarnsEachTime()
    {
        foreach (var arguments in new string[][] { ["--json"], [] })
        {
            var outcome = await RunAsync(["weights", "inspect", Fixture("basic-folded.onnx"), .. arguments]);
            Assert.StartsWith(
                $"warning: {Fixture("basic-folded.onnx")}: 14 batch normalisations are folded", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Inspect_WhereConversionsWereKilled_DeletesWhatTheyLeft()
    {
        var cache = Directory.CreateDirectory(folder["cache/jsccgrid/weights"]).FullName;
        string[] drafts = ["old.draft", "old.draft.1.partial", "young.draft"];
        foreach (var draft in drafts) await File.WriteAllTextAsync(Path.Combine(cache, draft), "", TestContext.Current.CancellationToken);
        foreach (var draft in drafts[..2]) File.SetLastWriteTimeUtc(Path.Combine(cache, draft), DateTime.UnixEpoch);

        Assert.Equal(0, (await RunAsync("weights", "inspect", Fixture("basic.onnx"))).ExitCode);

        Assert.Equal(["young.draft"], Directory.EnumerateFiles(cache, "*.draft*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Convert_Twice_WritesOnceAndRefusesToWriteOver()
    {
        var first = await RunAsync("weights", "convert", Fixture("basic.onnx"));
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith(
            "basic.safetensors: the weights of a ResNet of [1, 2, 1, 1] basic blocks", first.Output, StringComparison.Ordinal);

        var second = await RunAsync("weights", "convert", Fixture("basic.onnx"));
        Assert.Equal(2, second.ExitCode);
        Assert.Equal("basic.safetensors is already there; name another file or delete it.", second.Error.Trim());

        var inspected = await RunAsync("weights", "inspect", "basic.safetensors");
        Assert.Equal(0, inspected.ExitCode);
    }

    [Fact]
    public async Task Plan_OneNetworkInTwoFormats_HasTheSameCells()
    {
        SmallGrid.MakeData(folder["data"]);
        folder.Write("grid.yaml", Grid);
        var plans = new List<string>();
        foreach (var fixture in new[] { "basic.pth", "basic-legacy.pth" })
        {
            var outcome = await RunAsync("plan", "grid.yaml", "--data", "data", "--weights", Fixture(fixture), "--cells");
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            plans.Add(outcome.Output.Split('\n').Single(line => line.StartsWith("cell", StringComparison.Ordinal)));
        }
        Assert.Equal(plans[0], plans[1]);
        Assert.NotEqual(
            plans[0],
            (await RunAsync("plan", "grid.yaml", "--data", "data", "--cells")).Output.Split('\n')
                .Single(line => line.StartsWith("cell", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_ForeignWeightsOfAnotherNetwork_NamesTheFileThatWasGiven()
    {
        folder.Write("grid.yaml", Grid);

        var outcome = await RunAsync("plan", "grid.yaml", "--weights", Fixture("checkpoint.pth"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(
            $"{Fixture("checkpoint.pth")}: the weights of a ResNet of [1, 1, 2, 1] bottleneck blocks, width 2, "
                + "stem imagenet, where",
            outcome.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ImageNetWhereThePackageCannotBeHad_SaysWhatWouldHelp()
    {
        // What MSBuild would read, and fail on, in the folders above the project.
        string[] names = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Build.rsp"];
        foreach (var name in names)
            folder.Write(name, "broken");
        Directory.CreateDirectory(folder["temporary"]);
        // A NuGet that knows one feed, an empty folder: no network is asked.
        Directory.CreateDirectory(folder["home/.nuget/NuGet"]);
        Directory.CreateDirectory(folder["feed"]);
        folder.Write(
            "home/.nuget/NuGet/NuGet.Config",
            $"""<configuration><packageSources><clear /><add key="none" value="{folder["feed"]}" /></packageSources></configuration>""");
        var environment = Environment;
        environment["NUGET_PACKAGES"] = folder["packages"];
        environment["TMPDIR"] = folder["temporary"];
        environment["HOME"] = folder["home"];
        environment["DOTNET_CLI_HOME"] = folder["home"];

        var outcome = await Jsccgrid.RunAsync(folder.Path, environment, ["weights", "inspect", "imagenet"]);

        Assert.Equal(3, outcome.ExitCode);
        var lines = outcome.Error.Split('\n', 2);
        Assert.StartsWith(
            "--weights imagenet: 'dotnet restore' fetches Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1 (60 MB) over the network into ",
            lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "--weights imagenet: the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1 is not in ",
            lines[1],
            StringComparison.Ordinal);
        Assert.Contains("error NU", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Where there is no network, take the package from a machine that has one", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the new protocol's file is needed", "cuhk-03.mat", "out")]
    [InlineData("'x' is no number of a test set", "cuhk-03.mat", "out", "--protocol", "classic", "--split", "x")]
    [InlineData("cuhk-03.mat'; expected cuhk-03.mat or a folder of its images", "cuhk-03.mat", "out", "--protocol", "classic")]
    public async Task ImportCuhk03_WithoutWhatItNeeds_SaysSo(string expected, params string[] arguments)
    {
        var outcome = await RunAsync(["data", "import", "cuhk03", .. arguments]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    private Task<Jsccgrid.Outcome> RunAsync(params string[] arguments) => Jsccgrid.RunAsync(folder.Path, Environment, arguments);

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Imported", name);
}
