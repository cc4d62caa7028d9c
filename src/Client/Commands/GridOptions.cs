using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JsccGrid.Client.Runs;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Client.Commands;

/// <summary>Which cells, on which data: the options that <c>run</c>, <c>demo</c> and <c>submit</c> share.</summary>
internal sealed class GridOptions
{
    private readonly Option<string?> name = new("--name")
    {
        Description = "Name in the store, and of the folder under runs/. Default: the grid's, and unless they are its own the data set's too.",
    };

    private readonly Option<int[]> seeds = new("--seeds")
    {
        Description = "Seeds instead of the grid's, for instance 0,1,2.",
        CustomParser = ParseSeeds,
        HelpName = "list",
    };

    private readonly Option<string?> weights = new("--weights")
    {
        Description = "Initial backbone weights: a .safetensors file with torchvision's names. Default: random.",
        HelpName = "file",
    };

    private readonly Option<double?> validation = new("--validation")
    {
        Description = "Hold this share of the training identities out and test on them instead of the test identities.",
        HelpName = "fraction",
    };

    public void AddTo(Command command)
    {
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !GridStore.IsValidName(text))
                result.AddError($"--name: '{text}' cannot name a grid; expected letters, digits, '.', '-' and '_', not beginning with '.'.");
        });
        validation.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is <= 0 or >= 1) result.AddError("--validation: a share between 0 and 1, for instance 0.2.");
        });
        foreach (Option option in new Option[] { name, seeds, weights, validation }) command.Options.Add(option);
    }

    public GridSource Read(ParseResult parsed, string grid, string dataFolder) => new()
    {
        Grid = grid,
        DataFolder = dataFolder,
        CommandLine = $"jsccgrid {string.Join(' ', parsed.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value))}",
        Name = parsed.GetValue(name),
        Seeds = parsed.GetValue(seeds) ?? [],
        WeightsFile = parsed.GetValue(weights),
        ValidationFraction = parsed.GetValue(validation),
    };

    private static int[] ParseSeeds(ArgumentResult result)
    {
        var texts = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var wrong = texts.Where(text => !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToList();
        if (wrong.Count == 0) return [.. texts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Distinct()];
        result.AddError($"--seeds: {string.Join(", ", wrong.Select(text => $"'{text}'"))} is not a whole number of 0 or more.");
        return [];
    }
}
