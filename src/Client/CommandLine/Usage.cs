using System.CommandLine;
using System.CommandLine.Parsing;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Client.CommandLine;

/// <summary>What is wrong with a command line, each in one sentence.</summary>
internal static class Usage
{
    /// <param name="parsed">The command line.</param>
    /// <param name="words">As it was typed.</param>
    public static IReadOnlyList<string> Problems(ParseResult parsed, IEnumerable<string> words)
    {
        var switches = SwitchesWithValues(parsed.CommandResult.Command, words).ToList();
        if (switches.Count > 0) return switches;
        var unknown = parsed.UnmatchedTokens.Select(token => Unknown(token, parsed.CommandResult.Command)).ToList();
        // A word that is no verb also leaves the verb missing, which goes without saying; each unknown word is an error of the parser too.
        var others = parsed.Errors.Where(error =>
            !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))
            && !(unknown.Count > 0 && error.SymbolResult is CommandResult { Command.Subcommands.Count: > 0 }));
        List<string> problems = [.. unknown, .. others.Select(error => error.Message).Distinct()];
        problems.AddRange(Empty(parsed.CommandResult).Where(empty =>
            !problems.Any(problem => problem.StartsWith(empty[..(empty.IndexOf(':') + 1)], StringComparison.Ordinal))));
        return problems;
    }

    /// <summary>The verb as it was typed: <c>jsccgrid cluster up</c>.</summary>
    public static string Verb(ParseResult parsed)
    {
        var words = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
            words.Insert(0, command.Parent is null ? "jsccgrid" : command.Command.Name);
        return string.Join(' ', words);
    }

    private static string Unknown(string token, Command command)
    {
        var known = command.Subcommands.Select(verb => verb.Name).Concat(command.Options.Select(option => option.Name)).ToList();
        var kind = token.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "verb" : "argument";
        var hint = Suggestion.Nearest(token, known) is { } meant ? $" Did you mean '{meant}'?" : "";
        return $"There is no {kind} '{OneLine.Shown(token)}'.{hint}";
    }

    /// <summary>The parser takes such a value for the argument that comes next.</summary>
    private static IEnumerable<string> SwitchesWithValues(Command command, IEnumerable<string> words) =>
        from word in words.TakeWhile(word => word != "--")
        let cut = word.IndexOfAny(['=', ':'])
        where cut > 0 && !bool.TryParse(word[(cut + 1)..], out _)
        let option = command.Options.Append(SharedOptions.Verbose)
            .FirstOrDefault(option => option.Name == word[..cut] || option.Aliases.Contains(word[..cut]))
        where option is { ValueType: var type } && type == typeof(bool)
        select $"{option.Name}: it takes no value; it is given or left out.";

    private static IEnumerable<string> Empty(CommandResult command) => command.Children
        .Where(child => child.Tokens.Any(token => token.Value.Length == 0))
        .Select(child => child switch
        {
            OptionResult { Option: { } option } => $"{option.Name}: nothing is given; expected a {option.HelpName ?? "value"}.",
            ArgumentResult { Argument: { } argument } =>
                $"{argument.Name}: nothing is given; expected a {argument.HelpName ?? argument.Name}.",
            _ => throw new InvalidOperationException($"{child} is neither an option nor an argument."),
        });
}
