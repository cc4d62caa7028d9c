using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Limits;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Client.Commands;

/// <summary>Which cells, on which data: the options that <c>run</c>, <c>demo</c>, <c>submit</c> and <c>plan</c> share.</summary>
internal sealed class GridOptions
{
    private readonly Option<string?> name = new("--name")
    {
        Description = "Name in the store, and of the folder under runs/. Default: the grid's, "
            + "and unless they are its own the data set's too.",
    };

    private readonly Option<int[]> seeds = NumberOption.WholeList(
        "--seeds", BoundsAttribute.Of<GridDefinition>(nameof(GridDefinition.Seeds)), "Seeds instead of the grid's, for instance 0,1,2.");

    private readonly Option<string?> weights = new("--weights")
    {
        Description = "Initial backbone weights: 'imagenet', which NuGet fetches over the network once, "
            + "a .safetensors, .pth or .onnx file of a residual network, or 'none' for random ones. Default: what the grid says, or none.",
        HelpName = "file",
    };

    private readonly Option<double?> validation = NumberOption.Real(
        "--validation", new BoundsAttribute(0, 1) { AboveLeast = true, BelowMost = true },
        "Hold this share of the training identities out and test on them instead of the test identities.");

    public void AddTo(Command command)
    {
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !GridStore.IsValidName(text))
                result.AddError($"--name: '{OneLine.Shown(text)}' cannot name a grid; "
                    + "expected letters, digits, '.', '-' and '_', not beginning with '.'.");
        });
        command.Options.Add(name);
        AddChoiceTo(command);
    }

    /// <summary>What decides which cells there are: all but the name.</summary>
    public void AddChoiceTo(Command command)
    {
        foreach (Option option in new Option[] { seeds, weights, validation }) command.Options.Add(option);
    }

    public GridSource Read(ParseResult parsed, string grid, string dataFolder) => new()
    {
        Grid = grid,
        DataFolder = dataFolder,
        CommandLine = $"jsccgrid {string.Join(' ', parsed.Tokens.Select(token =>
            token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value))}",
        Name = parsed.GetValue(name),
        Seeds = parsed.GetValue(seeds) ?? [],
        Weights = parsed.GetValue(weights),
        ValidationFraction = parsed.GetValue(validation),
    };
}
