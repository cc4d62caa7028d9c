using System.Diagnostics;
using Xunit;

namespace JsccGrid.Tests.Shared.Processes;

/// <summary>
/// How tests start programs that are no servers (those are a <c>ServerProcess</c>). None outlives its run (<see cref="TestRun"/>), and
/// none that is run to its end outlives its test.
/// </summary>
internal static class TestProcess
{
    /// <summary>Starts a program whose input, output and errors are ours.</summary>
    public static Process Start(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment ?? []) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end; the end of the test is its end too.</summary>
    public static Ended Run(string program, params IEnumerable<string> arguments) => RunAsync(program, arguments).GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public static async Task<Ended> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>>? environment = null,
        string? folder = null,
        string input = "")
    {
        using var process = Start(program, arguments, environment, folder);
        await using var kill = TestContext.Current.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        return new Ended(process.ExitCode, await output, await errors);
    }

    public sealed record Ended(int ExitCode, string Output, string Errors);
}
