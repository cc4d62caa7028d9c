using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using JsccGrid.Tests.Shared.Processes;

namespace JsccGrid.Deployment.Tests.Documentation;

/// <summary>
/// The commands of a page as a shell reads them: its blocks and what stands in its lines are run, with functions in the programs' place
/// that only note how they were called.
/// </summary>
internal sealed partial class PageCommands : IDisposable
{
    /// <summary>What stands for the programs. A deployment says what makes the files whole that the page writes of it.</summary>
    private const string Programs = """
        note() {
            { printf '%s' "$1"; shift; [ $# -eq 0 ] || printf '\t%s' "$@"; echo; } >>"$NOTES/calls"
            case "$*" in
                *"--filename -"*) { echo ---; cat; } >>"$NOTES/applied.yaml" ;;
                *outputs.registry.value*) echo example.azurecr.io ;;
                *outputs.storeUrl.value*) echo https://example.blob.core.windows.net ;;
                *outputs.prometheusUrl.value*) echo https://example.prometheus.monitor.azure.com ;;
                *ClientId.value*) echo 11111111-2222-3333-4444-555555555555 ;;
                *"nodepool list"*) echo '[]' ;;
                *) echo answer ;;
            esac
        }
        kubectl() { note kubectl "$@"; }
        helm() { note helm "$@"; }
        az() { note az "$@"; }
        docker() { note docker "$@"; }
        jsccgrid() { note jsccgrid "$@"; }

        """;

    private readonly TemporaryCopy folder = new(Path.Combine("charts", "jsccgrid"));

    private PageCommands()
    {
    }

    /// <summary>Each call: the program and its arguments.</summary>
    public IReadOnlyList<string[]> Calls { get; private set; } = [];

    /// <summary>What was handed to <c>kubectl apply</c> on its input.</summary>
    public string Applied => File.Exists(PathOf("applied.yaml")) ? File.ReadAllText(PathOf("applied.yaml")) : "";

    public string PathOf(string file) => folder.PathOf(file);

    public void Dispose() => folder.Dispose();

    public static async Task<PageCommands> RunAsync(string page)
    {
        var commands = new PageCommands();
        var environment = new Dictionary<string, string>
        {
            ["NOTES"] = commands.PathOf(""),
            ["CONNECTION_STRING"] = "secret",
        };
        var ended = await TestProcess.RunAsync(
            "/bin/bash", ["-u", "-c", Programs + Script(Repository.Read(page))], environment, commands.PathOf(""));
        if (ended.Errors.Length > 0) throw new InvalidOperationException($"{page}: {ended.Errors}");
        var calls = commands.PathOf("calls");
        if (File.Exists(calls)) commands.Calls = [.. (await File.ReadAllLinesAsync(calls)).Select(line => line.Split('\t'))];
        return commands;
    }

    /// <summary>Blocks of shell, indented commands and those between lines, in the order of the page.</summary>
    private static string Script(string text) => string.Join(
        '\n',
        Command().Matches(text).Select(match => match.Groups.Cast<Group>().Skip(1).Single(group => group.Success).Value)
            // Neither what leaves words out nor a drawing.
            .Where(command => command.IndexOfAny(['…', '─']) < 0));

    /// <summary>A word behind the program that is no flag: else it is but named.</summary>
    [GeneratedRegex(
        @"^```sh\n(.*?)^```|^ {4,}((?:kubectl|helm|az|docker|mkdir|jsccgrid) (?:[^\n]*\\\n)*[^\n]*)$"
            + @"|`((?:kubectl|helm|az|docker) [^`\s]+ [^-`][^`]*)`",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Command();
}
