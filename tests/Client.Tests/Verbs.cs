using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;

namespace JsccGrid.Client.Tests;

/// <summary>Runs verbs in this process, which is faster than <see cref="Jsccgrid"/> where that makes no difference.</summary>
internal static class Verbs
{
    public static async Task<Jsccgrid.Outcome> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, interactive: false);
        var code = await CommandRunner.RunAsync(AllCommands.Create(terminal), arguments, terminal);
        return new Jsccgrid.Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>The lines of an output that are JSON objects.</summary>
    public static List<JsonElement> JsonLines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
