using System.Text.Json;
using JsccGrid.Client.Tests.Stores;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>The client alone, without training program and libtorch: all that trains nothing works.</summary>
public sealed class NoTrainingProgramTests(NoTrainingProgramTests.Client client) : IClassFixture<NoTrainingProgramTests.Client>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Client_Alone_HasNoFileOfTorchOrOfTheTrainingProgram()
    {
        var files = Directory.GetFiles(client.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).ToList();

        Assert.Contains("JsccGrid.Silo.dll", files);
        foreach (var part in new[] { "torch", "c10", "train" })
            Assert.DoesNotContain(files, name => name.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Plan_WithoutTheTrainingProgram_SaysWhyItEstimatesNoTime()
    {
        var text = await RunAsync("plan", "demo");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains($"\nestimated time: unknown, since nothing trains here. {client.Lacking}\n", text.Output, StringComparison.Ordinal);

        var json = JsonDocument.Parse((await RunAsync("plan", "demo", "--json")).Output).RootElement;
        Assert.Equal(35, json.GetProperty("cells").GetArrayLength());
        Assert.False(json.TryGetProperty("estimatedSeconds", out _));
    }

    [Fact]
    public async Task StoredResults_WithoutTheTrainingProgram_AreShownAndDrawn()
    {
        var cells = await StoredGrid.MakeAsync(folder["store"]);

        var status = await RunAsync("status", "--store", folder["store"]);
        Assert.True(status.ExitCode == 0, status.Error);
        Assert.Contains($"{cells.Count} of {cells.Count} cells done", status.Output, StringComparison.Ordinal);
        var curves = await RunAsync("curves", StoredGrid.Name, "--store", folder["store"], "--out", folder["out"]);
        Assert.True(curves.ExitCode == 0, curves.Error);
        Assert.True(File.Exists(folder["out/fig4a.png"]));
    }

    [Fact]
    public async Task Data_WithoutTheTrainingProgram_IsDrawnAndChecked()
    {
        string[] few = ["--train-identities", "2", "--test-identities", "2", "--images-per-camera", "2"];

        var drawn = await RunAsync(["data", "synth", "data", .. few]);

        Assert.True(drawn.ExitCode == 0, drawn.Error);
        Assert.Equal(0, (await RunAsync("data", "check", "data")).ExitCode);
    }

    [Fact]
    public async Task Submit_WithoutTheTrainingProgram_AnswersAsEver()
    {
        SmallGrid.MakeData(folder["data"]);
        string[] submit = ["submit", folder.Write("small.yaml", SmallGrid.Yaml), "--data", folder["data"]];

        var outcome = await RunAsync(submit);

        Assert.Equal(await Jsccgrid.RunAsync(folder.Path, submit), outcome);
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Theory]
    [InlineData("run", "small.yaml", "--data", "data")]
    [InlineData("train", "--plan", "plan.json")]
    public async Task Training_WithoutTheTrainingProgram_NamesItBeforeAnythingBegins(params string[] arguments)
    {
        SmallGrid.MakeData(folder["data"]);
        folder.Write("small.yaml", SmallGrid.Yaml);

        var outcome = await RunAsync(arguments);

        Assert.Equal(new Jsccgrid.Outcome(3, "", client.Lacking + "\n"), outcome);
        Assert.False(Directory.Exists(folder["runs"]));
    }

    [Fact]
    public async Task Plan_WithATrainingProgramThatHasNoLibTorch_SaysWhyItEstimatesNoTime()
    {
        using var app = new TemporaryFolder();
        ProgramFiles.Copy("jsccgrid-train", app.Path, withNative: false);
        ProgramFiles.Copy("jsccgrid", app.Path, withNative: true);
        // TorchSharp looks for libtorch among the packages of whoever built it, too.
        var nowhere = new Dictionary<string, string> { ["NUGET_PACKAGES"] = app["nowhere"] };

        var ended = await TestProcess.RunAsync("dotnet", [app["jsccgrid.dll"], "plan", "demo"], nowhere, folder.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Matches("\nestimated time: unknown, since nothing trains here\\. .*There is no libtorch here[^\n]*\n$", ended.Output);
    }

    private Task<Jsccgrid.Outcome> RunAsync(params string[] arguments) =>
        Jsccgrid.RunProgramAsync(folder.Path, ["dotnet", client.Program, .. arguments]);

    /// <summary>A folder with the files that the client says it consists of, and no others.</summary>
    public sealed class Client : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Client() => ProgramFiles.Copy("jsccgrid", folder.Path, withNative: true);

        public string Folder => folder.Path;

        public string Program => folder["jsccgrid.dll"];

        public string Lacking => $"The training program '{folder["jsccgrid-train.dll"]}' does not exist.";

        public void Dispose() => folder.Dispose();
    }
}
