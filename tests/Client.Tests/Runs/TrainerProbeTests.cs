using System.Runtime.InteropServices;
using JsccGrid.Client.Runs;
using JsccGrid.Worker.Trainers;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>How the client finds the training program, and that this alone computes tensors.</summary>
public sealed class TrainerProbeTests : IDisposable
{
    private static readonly Dictionary<string, string> NoLibTorch = new() { ["JSCCGRID_LIBTORCH"] = "/nowhere" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, "doctor")]
    [InlineData(0, "plan", "demo")]
    [InlineData(2, "train", "--plan", "absent.json")]
    public async Task Command_WithoutDotNetOnThePath_FindsTheTrainingProgram(int exitCode, params string[] arguments)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = Path.ChangeExtension(Jsccgrid.Assembly, null);

        var outcome = await Jsccgrid.RunProgramAsync(folder.Path, ["env", "-i", $"DOTNET_ROOT={root}", program, .. arguments]);
        Assert.True(exitCode == outcome.ExitCode, outcome.Error);
        if (exitCode != 0) Assert.StartsWith("jsccgrid-train: plan absent.json cannot be read", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithALibTorchThatIsNotThere_MeasuresNoOther()
    {
        var (exitCode, _, error) = await Jsccgrid.RunAsync(folder.Path, NoLibTorch, ["plan", "demo"]);
        Assert.Equal(3, exitCode);
        Assert.StartsWith(
            "The training program does not run on this machine: jsccgrid-train: JSCCGRID_LIBTORCH is '/nowhere'",
            error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithALibTorchThatIsNotThere_ChecksWeightsWithNoOther()
    {
        SmallGrid.MakeData(folder["data"]);
        folder.Write("small.yaml", SmallGrid.Yaml);
        folder.Write("weights.safetensors", "no weights");
        string[] command = ["run", "small.yaml", "--data", "data", "--weights", "weights.safetensors"];

        var without = await Jsccgrid.RunAsync(folder.Path, NoLibTorch, command);
        Assert.Equal(3, without.ExitCode);
        Assert.Contains("JSCCGRID_LIBTORCH is '/nowhere'", without.Error, StringComparison.Ordinal);
        var with = await Jsccgrid.RunAsync(folder.Path, [], command);
        Assert.Equal(2, with.ExitCode);
        Assert.Contains("weights.safetensors", with.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_ThatMeasures_LoadsNoLibTorchIntoThisProcess()
    {
        Assert.True(await TrainerProbe.MeasureAsync(TestContext.Current.CancellationToken) > 0);
        Assert.DoesNotContain(
            "libtorch",
            await File.ReadAllTextAsync("/proc/self/maps", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public void StartInfo_OfAProgramThatIsNoAssembly_StartsItDirectly() =>
        Assert.Equal("/bin/true", TrainingExecutable.StartInfo("/bin/true", "--worker").FileName);
}
