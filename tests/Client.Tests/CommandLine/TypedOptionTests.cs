using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Commands;
using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

/// <summary>
/// Feeds every option and argument of every verb, found in the command line itself, with what is no value for it. Each must be refused
/// while the command line is parsed, in one sentence that names it.
/// </summary>
public sealed class TypedOptionTests
{
    private static readonly RootCommand Root = AllCommands.Create(new Terminal(TextWriter.Null, TextWriter.Null, interactive: false));

    private static readonly string[] Wrong =
        ["two words?", "NaN", "infinity", "-inf", "", "0,5", "1e3", "9223372036854775808", "1 000", "0x10", "½"];

    /// <summary>What is wrong for most, but means something here.</summary>
    private static readonly HashSet<(string Option, string Value)> Legal =
    [
        ("--checkpoint-seconds", "1e3"), ("--price-per-hour", "1e3"), ("--seeds", "0,5"),
        ("--name", "NaN"), ("--name", "infinity"), ("--name", "-inf"), ("--name", "1e3"), ("--name", "9223372036854775808"),
        ("--name", "0x10"),
        .. Wrong.Where(value => value.Length > 0).Select(value => ("--reason", value)),
    ];

    public static TheoryData<string, string> EveryOption()
    {
        var data = new TheoryData<string, string>();
        foreach (var (verb, command) in Verbs())
            foreach (var option in command.Options.Where(
                option => option.ValueType != typeof(bool)
                    && option is not System.CommandLine.Help.HelpOption and not VersionOption))
                data.Add(verb, option.Name);
        return data;
    }

    public static TheoryData<string, string> EveryArgument()
    {
        var data = new TheoryData<string, string>();
        foreach (var (verb, command) in Verbs())
            foreach (var argument in command.Arguments) data.Add(verb, argument.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryOption))]
    public void Option_ValueThatIsNone_IsRefusedByName(string verb, string option)
    {
        var command = Verbs()[verb];
        var declared = command.Options.Single(known => known.Name == option);
        Assert.All(WrongFor(option, declared.ValueType, declared.Validators.Count > 0), value =>
        {
            var others = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0)
                .Select(argument => argument.ValueType == typeof(int) ? "1" : "x");
            AssertRefused([.. verb.Split(' '), .. others, .. Required(command, option), option, value], $"{option}: ", $"'{value}'");
        });
    }

    [Theory]
    [MemberData(nameof(EveryArgument))]
    public void Argument_ValueThatIsNone_IsRefusedByName(string verb, string argument)
    {
        var command = Verbs()[verb];
        var declared = command.Arguments.Single(known => known.Name == argument);
        Assert.All(WrongFor(argument, declared.ValueType, declared.Validators.Count > 0), value =>
        {
            var words = command.Arguments.Select(known => known == declared ? value : known.ValueType == typeof(int) ? "1" : "x");
            AssertRefused([.. verb.Split(' '), .. words, .. Required(command, argument)], $"{argument}: ", $"'{value}'");
        });
    }

    [Theory]
    [MemberData(nameof(EveryOption))]
    public void Option_UnderALocaleWithADecimalComma_IsReadAsUnderAnyOther(string verb, string option)
    {
        var command = Verbs()[verb];
        var type = command.Options.Single(known => known.Name == option).ValueType;
        if (Nullable.GetUnderlyingType(type) != typeof(double) && type != typeof(double)) return;
        var former = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = comma;

            Assert.DoesNotContain(
                Problems([.. verb.Split(' '), .. Required(command, option), option, "0.5"]),
                problem => problem.StartsWith($"{option}:", StringComparison.Ordinal));
            Assert.Contains(
                Problems([.. verb.Split(' '), .. Required(command, option), option, "0,5"]),
                problem => problem.StartsWith($"{option}: '0,5' is not a number", StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = former;
        }
    }

    [Fact]
    public void Switch_WithAValue_IsRefused()
    {
        foreach (var (verb, command) in Verbs())
            foreach (var option in command.Options.Where(option => option.ValueType == typeof(bool)))
                Assert.Contains(
                    $"{option.Name}: it takes no value; it is given or left out.",
                    Problems([.. verb.Split(' '), $"{option.Name}=two"]));
    }

    private static IEnumerable<string> WrongFor(string name, Type type, bool hasRules) => type == typeof(string) || type == typeof(string[])
        ? Wrong.Where(value => value.Length == 0 || (hasRules && !Legal.Contains((name, value))))
        : Wrong.Where(value => !Legal.Contains((name, value)));

    /// <summary>What else must be given: without it the parser looks no further.</summary>
    private static string[] Required(Command command, string except) =>
        command.Options.Any(option => option.Name == "--data") && except != "--data" ? ["--data", "x"] : [];

    private static void AssertRefused(string[] words, string name, string value)
    {
        var problems = Problems(words);
        var about = Assert.Single(
            problems,
            problem => problem.StartsWith(name, StringComparison.Ordinal) || problem.Contains(value, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', about);
        Assert.DoesNotContain("System.", about, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Problems(string[] words) => Usage.Problems(Root.Parse(words), words);

    private static Dictionary<string, Command> Verbs()
    {
        var verbs = new Dictionary<string, Command>();
        void Add(string path, Command command)
        {
            if (command.Subcommands.Count == 0) verbs.Add(path, command);
            foreach (var verb in command.Subcommands) Add($"{path} {verb.Name}".Trim(), verb);
        }
        Add("", Root);
        return verbs;
    }
}
