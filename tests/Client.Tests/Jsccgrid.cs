using System.Diagnostics;
using JsccGrid.Client.Commands;
using Xunit;

namespace JsccGrid.Client.Tests;

/// <summary>Runs the real program in a process of its own.</summary>
internal static class Jsccgrid
{
    private static readonly string Assembly = Path.ChangeExtension(typeof(RunCommand).Assembly.Location, ".dll");

    public static Process Start(string workingFolder, params string[] arguments) => Start(workingFolder, [], arguments);

    public static Task<Outcome> RunAsync(string workingFolder, params string[] arguments) => RunAsync(workingFolder, [], arguments);

    public static async Task<Outcome> RunAsync(string workingFolder, Dictionary<string, string> environment, string[] arguments)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var process = Start(workingFolder, environment, arguments);
        await using var kill = cancelled.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var error = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static Process Start(string workingFolder, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    public sealed record Outcome(int ExitCode, string Output, string Error);
}
