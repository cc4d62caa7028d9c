using System.Runtime.Versioning;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>A run's temporary files: each user has a place of their own, and one that cannot be used ends the run with the
/// reason.</summary>
[SupportedOSPlatform("linux")]
public sealed class ScratchTests : IDisposable
{
    private const string OneCell = """
        name: tiny
        recipe:
          extends: demo
          name: tiny
          input: { height: 16, width: 16 }
          backbone: { width: 8 }
          baseline: { batchSize: 16, phases: [{ epochs: 1, learningRate: 0.05 }] }
          evaluation: { testSnrDb: [0, inf], noiseDraws: 1 }
        seeds: 0
        figures: { bandwidth: 8 }
        sweeps:
          - scheme: reid-baseline
        """;

    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private readonly TemporaryFolder folder = new();

    public ScratchTests()
    {
        folder.Write("tiny.yaml", OneCell);
        SmallGrid.MakeData(folder["data"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_WhereTheTemporaryFolderIsAFile_EndsWithTheReason()
    {
        var (exitCode, _, error) = await RunAsync([], folder.Write("file", ""));
        Assert.Equal(3, exitCode);
        Assert.Contains($"/file/jsccgrid-", error, StringComparison.Ordinal);
        Assert.Contains("for temporary files cannot be made: ", error, StringComparison.Ordinal);
        Assert.Contains("Let TMPDIR name a folder that you can write to.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfASecondUserAfterRoot_Works()
    {
        var temporary = MakeSharedFolder();
        Directory.CreateDirectory(Path.Combine(temporary, "jsccgrid"));
        Directory.CreateDirectory(Path.Combine(temporary, "jsccgrid-0"));

        var (exitCode, output, error) = await RunAsync(AsNobody, temporary);
        Assert.True(exitCode == 0, error);
        Assert.Contains("1 cells", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhereTheUsersFolderIsAnothers_EndsWithTheReason()
    {
        var temporary = MakeSharedFolder();
        Directory.CreateDirectory(Path.Combine(temporary, "jsccgrid-65534"));

        var (exitCode, _, error) = await RunAsync(AsNobody, temporary);
        Assert.Equal(3, exitCode);
        Assert.Contains(
            $"The folder '{temporary}/jsccgrid-65534' for temporary files belongs to another user, with id 0.",
            error,
            StringComparison.Ordinal);
    }

    /// <summary>A temporary folder as systems have it: everybody may write, nobody may delete what is another's.</summary>
    private string MakeSharedFolder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can run a program as another user.");
        var reading = TestProcess.Run(AsNobody[0], [.. AsNobody[1..], "test", "-r", Jsccgrid.Assembly]);
        Assert.SkipUnless(reading.ExitCode == 0, $"Another user cannot read {Jsccgrid.Assembly}.");
        foreach (var open in new[] { folder.Path, folder["data"] }) File.SetUnixFileMode(open, Everybody);
        var temporary = Directory.CreateDirectory(folder["tmp"]).FullName;
        File.SetUnixFileMode(temporary, Everybody | UnixFileMode.StickyBit);
        return temporary;
    }

    private Task<Jsccgrid.Outcome> RunAsync(string[] launcher, string temporaryFolder) => Jsccgrid.RunAsync(
        folder.Path,
        new() { ["TMPDIR"] = temporaryFolder, ["HOME"] = folder.Path },
        ["run", "tiny.yaml", "--data", "data", "--store", "store", "--out", "out", "--slots", "1"],
        launcher);
}
