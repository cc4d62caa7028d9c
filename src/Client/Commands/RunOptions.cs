using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Commands;

/// <summary>The options that <c>run</c> and <c>demo</c> share.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> name = new("--name")
    {
        Description = "Name of this run in the store and of its folder under runs/. Default: the grid's, and for 'run' the data set's too.",
    };

    private readonly Option<int?> slots = new("--slots") { Description = "Cells trained at a time. Default: what this machine can feed." };

    private readonly Option<string> device = new("--device")
    {
        Description = "auto, cpu, cuda or cuda:n.",
        DefaultValueFactory = _ => "auto",
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

    private readonly Option<double> checkpointSeconds = new("--checkpoint-seconds")
    {
        Description = "Seconds between checkpoints of a cell.",
        DefaultValueFactory = _ => 30,
    };

    public void AddTo(Command command)
    {
        RequireAtLeast(slots, 1);
        RequireAtLeast(checkpointSeconds, 0);
        validation.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is <= 0 or >= 1) result.AddError("--validation: a share between 0 and 1, for instance 0.2.");
        });
        foreach (Option option in new Option[] { SharedOptions.Store, SharedOptions.Out, name, slots, device, seeds, weights, validation, checkpointSeconds, SharedOptions.Json })
            command.Options.Add(option);
    }

    public RunSettings Read(ParseResult parsed, string grid, string dataFolder) => new()
    {
        Grid = grid,
        DataFolder = dataFolder,
        CommandLine = $"jsccgrid {string.Join(' ', parsed.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value))}",
        Name = parsed.GetValue(name),
        StoreFolder = parsed.GetRequiredValue(SharedOptions.Store),
        OutFolder = parsed.GetValue(SharedOptions.Out),
        Slots = parsed.GetValue(slots),
        Device = parsed.GetRequiredValue(device),
        Seeds = parsed.GetValue(seeds) ?? [],
        WeightsFile = parsed.GetValue(weights),
        ValidationFraction = parsed.GetValue(validation),
        CheckpointSeconds = parsed.GetValue(checkpointSeconds),
        Json = parsed.GetValue(SharedOptions.Json),
        Verbose = parsed.GetValue(SharedOptions.Verbose),
    };

    private static void RequireAtLeast<T>(Option<T> option, double least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is IConvertible value && value.ToDouble(CultureInfo.InvariantCulture) < least)
            result.AddError(FormattableString.Invariant($"{option.Name}: {value} is out of range; expected {least} or more."));
    });

    private static int[] ParseSeeds(ArgumentResult result)
    {
        var texts = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var wrong = texts.Where(text => !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToList();
        if (wrong.Count == 0) return [.. texts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Distinct()];
        result.AddError($"--seeds: {string.Join(", ", wrong.Select(text => $"'{text}'"))} is not a whole number of 0 or more.");
        return [];
    }
}
