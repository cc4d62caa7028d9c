using System.Diagnostics;
using JsccGrid.Client.Commands;
using JsccGrid.Tests.Shared.Processes;

namespace JsccGrid.Client.Tests;

/// <summary>Runs the real program in a process of its own.</summary>
internal static class Jsccgrid
{
    public static readonly string Assembly = Path.ChangeExtension(typeof(RunCommand).Assembly.Location, ".dll");

    public static Process Start(string workingFolder, params string[] arguments) => StartBy([], workingFolder, arguments);

    /// <summary>Starts it by another program.</summary>
    public static Process StartBy(string[] launcher, string workingFolder, params string[] arguments)
    {
        string[] line = [.. launcher, "dotnet", Assembly, .. arguments];
        return TestProcess.Start(line[0], line[1..], folder: workingFolder);
    }

    public static Task<Outcome> RunAsync(string workingFolder, params string[] arguments) => RunAsync(workingFolder, [], arguments);

    /// <param name="workingFolder">Where it is started.</param>
    /// <param name="environment">Added to this process's.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="launcher">A program with arguments that starts it, for instance as another user.</param>
    public static async Task<Outcome> RunAsync(
        string workingFolder, Dictionary<string, string> environment, string[] arguments, string[]? launcher = null)
    {
        string[] line = [.. launcher ?? [], "dotnet", Assembly, .. arguments];
        var ended = await TestProcess.RunAsync(line[0], line[1..], environment, workingFolder);
        return new Outcome(ended.ExitCode, ended.Output, ended.Errors);
    }

    /// <summary>Runs any program to its end.</summary>
    public static async Task<Outcome> RunProgramAsync(string workingFolder, string[] line)
    {
        var ended = await TestProcess.RunAsync(line[0], line[1..], folder: workingFolder);
        return new Outcome(ended.ExitCode, ended.Output, ended.Errors);
    }

    public sealed record Outcome(int ExitCode, string Output, string Error);
}
