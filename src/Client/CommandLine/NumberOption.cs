using System.CommandLine;
using System.CommandLine.Parsing;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Client.CommandLine;

/// <summary>
/// Makes options and arguments that are numbers: read as in files (<see cref="NumberText"/>) and held to their bounds while the command
/// line is parsed, so that whatever is wrong with one is an error of the command line.
/// </summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, BoundsAttribute bounds, string description) =>
        new(name) { Description = description, CustomParser = result => ReadWhole(result, name, bounds) };

    public static Option<int> Whole(string name, BoundsAttribute bounds, string description, int otherwise) =>
        new(name)
        {
            Description = description,
            CustomParser = result => ReadWhole(result, name, bounds),
            DefaultValueFactory = _ => otherwise
        };

    public static Option<double?> Real(string name, BoundsAttribute bounds, string description) =>
        new(name) { Description = description, CustomParser = result => ReadReal(result, name, bounds) };

    public static Option<double> Real(string name, BoundsAttribute bounds, string description, double otherwise) =>
        new(name)
        {
            Description = description,
            CustomParser = result => ReadReal(result, name, bounds),
            DefaultValueFactory = _ => otherwise
        };

    public static Argument<int> WholeArgument(string name, BoundsAttribute bounds, string description) =>
        new(name) { Description = description, CustomParser = result => ReadWhole(result, name, bounds) };

    /// <summary>Numbers between commas, each once.</summary>
    public static Option<int[]> WholeList(string name, BoundsAttribute bounds, string description) => new(name)
    {
        Description = description,
        HelpName = "list",
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                numbers.Add(NumberText.ReadWhole(text, bounds, out var problem));
                if (problem is not null) result.AddError($"{name}: {problem}");
            }
            return [.. numbers.Distinct()];
        },
    };

    private static int ReadWhole(ArgumentResult result, string name, BoundsAttribute bounds)
    {
        var number = NumberText.ReadWhole(result.Tokens[^1].Value, bounds, out var problem);
        if (problem is not null) result.AddError($"{name}: {problem}");
        return number;
    }

    private static double ReadReal(ArgumentResult result, string name, BoundsAttribute bounds)
    {
        var number = NumberText.ReadReal(result.Tokens[^1].Value, bounds, out var problem);
        if (problem is not null) result.AddError($"{name}: {problem}");
        return number;
    }
}
