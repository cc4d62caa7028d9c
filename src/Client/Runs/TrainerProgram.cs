using System.Diagnostics;

namespace JsccGrid.Client.Runs;

/// <summary>The training program beside this one.</summary>
internal static class TrainerProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "jsccgrid-train.dll");

    /// <param name="arguments">Its command line.</param>
    /// <param name="capture">Whether its output comes here instead of to the terminal.</param>
    public static Process Start(IEnumerable<string> arguments, bool capture)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, [Assembly, .. arguments])
        {
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        }) ?? throw new InvalidOperationException($"'{Assembly}' did not start.");
    }
}
