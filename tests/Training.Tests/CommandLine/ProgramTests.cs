using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Tests.Shared.Processes;
using JsccGrid.Training.CommandLine;
using JsccGrid.Training.Tests.Running;
using Xunit;

namespace JsccGrid.Training.Tests.CommandLine;

/// <summary>The program as a process of its own.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("--bogus")]
    [InlineData("")]
    [InlineData("--worker --doctor")]
    [InlineData("--plan")]
    public void Program_WrongOptions_SaysSoAndExitsWith2(string arguments)
    {
        var (code, output, errors) = Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(TrainingExitCode.Unusable, code);
        Assert.Equal("", output);
        Assert.Contains("jsccgrid-train: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "Exit codes:")]
    [InlineData("--version", "0.")]
    public void Program_AskedAboutItself_Answers(string option, string expected)
    {
        var (code, output, _) = Run(option);

        Assert.Equal(TrainingExitCode.Done, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_PlanThatCannotRun_PrintsOneLineWithoutStackTrace()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])
            with { DataFolder = folder["nowhere"] };
        File.WriteAllText(folder["plan.json"], JsonSerializer.Serialize(plan, ExperimentJson.Indented));

        var (code, output, errors) = Run("--plan", folder["plan.json"]);
        var (_, _, verbose) = Run("--plan", folder["plan.json"], "--verbose");

        Assert.Equal(TrainingExitCode.Unusable, code);
        Assert.Equal("", output);
        Assert.Contains(folder["nowhere"], Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Contains("   at JsccGrid.Training", verbose, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_EscapeInAName_IsShownAndNotSent()
    {
        var (code, _, errors) = Run("--plan", "no\u001b[31mwhere.json");

        Assert.Equal(TrainingExitCode.Unusable, code);
        Assert.DoesNotContain('\u001b', errors);
        Assert.Contains("no\\u001b[31mwhere.json", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_PlanWithJson_PrintsEventsOnly()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Cell(Scheme.JsccAe)), folder["scratch"]);
        File.WriteAllText(folder["plan.json"], JsonSerializer.Serialize(plan, ExperimentJson.Indented));

        var (code, output, errors) = Run("--plan", folder["plan.json"], "--json");

        Assert.True(code == TrainingExitCode.Done, errors);
        var events = Lines(output).Select(line => JsonSerializer.Deserialize<TrainingEvent>(line, ExperimentJson.Compact)!).ToList();
        Assert.IsType<TrainingEvent.Completed>(events[^1]);
        Assert.Contains(events, e => e is TrainingEvent.Progress);
    }

    [Fact]
    public void Program_FolderWithoutLibTorch_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();

        var (code, _, errors) = RunOn(folder[""], "--doctor");

        Assert.Equal(TrainingExitCode.Unusable, code);
        Assert.Contains("JSCCGRID_LIBTORCH", errors, StringComparison.Ordinal);
        Assert.Contains("torch_cpu", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_FolderWithLibTorch_RunsOnIt()
    {
        using var folder = new TemporaryFolder();
        var own = FolderOfLibTorch(RunOn(null, "--doctor"));
        foreach (var library in Directory.EnumerateFiles(own)
            .Where(file => !Path.GetFileName(file).Contains("TorchSharp", StringComparison.Ordinal)))
            File.Copy(library, folder[Path.GetFileName(library)]); // a link would be the same file to the loader, and prove nothing

        Assert.Equal(folder[""], FolderOfLibTorch(RunOn(folder[""], "--doctor")));
    }

    private static string FolderOfLibTorch((TrainingExitCode Code, string Output, string Errors) doctor)
    {
        Assert.True(doctor.Code == TrainingExitCode.Done, doctor.Errors);
        return JsonDocument.Parse(doctor.Output).RootElement.GetProperty("libTorchFolder").GetString()!;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (TrainingExitCode Code, string Output, string Errors) Run(params string[] arguments) => RunOn(null, arguments);

    private static (TrainingExitCode Code, string Output, string Errors) RunOn(string? libTorchFolder, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "jsccgrid-train.dll");
        var ended = TestProcess.RunAsync("dotnet", [program, .. arguments], [new("JSCCGRID_LIBTORCH", libTorchFolder ?? "")])
            .GetAwaiter().GetResult();
        return ((TrainingExitCode)ended.ExitCode, ended.Output, ended.Errors);
    }
}
