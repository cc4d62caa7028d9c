using System.ComponentModel;
using System.Diagnostics;

namespace JsccGrid.Chaos.Cluster;

/// <summary>Runs system tools.</summary>
internal static class Shell
{
    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="IOException">It failed, or is not there; the message has what it said.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync() + await output;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new IOException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}: {error.Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{program} cannot be run: {exception.Message}", exception);
        }
    }
}
