using System.ComponentModel;
using System.Diagnostics;

namespace JsccGrid.Client.Runs;

/// <summary>What a program that was run to its end has said.</summary>
internal sealed record ProcessOutput(int ExitCode, string Output, string Errors)
{
    /// <param name="start">The program.</param>
    /// <param name="cancellationToken">Kills it, and what it has started.</param>
    /// <exception cref="Win32Exception">It does not start.</exception>
    public static async Task<ProcessOutput> OfAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        await using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ProcessOutput(process.ExitCode, await output, await errors);
    }
}
