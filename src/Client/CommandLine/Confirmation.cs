using Spectre.Console;

namespace JsccGrid.Client.CommandLine;

/// <summary>Asks a person before something is lost.</summary>
internal static class Confirmation
{
    /// <summary>Asks on a terminal; in a script nobody can answer, and the command itself is the answer.</summary>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="question">Ends with a question mark.</param>
    /// <param name="yes">The option <c>--yes</c>.</param>
    public static bool Ask(Terminal terminal, string question, bool yes) =>
        yes || !terminal.IsInteractive || Console.IsInputRedirected
        || terminal.Console.Prompt(new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false });
}
