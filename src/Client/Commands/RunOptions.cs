using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Client.Commands;

/// <summary>The options that <c>run</c> and <c>demo</c> share.</summary>
internal sealed class RunOptions
{
    private readonly GridOptions grid = new();

    private readonly Option<string> device = new("--device")
    {
        Description = $"{DeviceName.Expected}.",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<double> checkpointSeconds = NumberOption.Real(
        "--checkpoint-seconds", SharedOptions.CheckpointBounds, "Seconds between checkpoints of a cell.", 30);

    private readonly Option<bool> noPage = new("--no-page")
    {
        Description = "Do not serve the live page, which others on this machine can see too."
    };

    public void AddTo(Command command)
    {
        device.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && !DeviceName.IsValid(name))
                result.AddError($"{device.Name}: '{OneLine.Shown(name)}' is not a device; expected {DeviceName.Expected}.");
        });
        foreach (Option option in new Option[]
                { SharedOptions.Store, SharedOptions.Out, SharedOptions.Slots, device, checkpointSeconds, noPage, SharedOptions.Json })
            command.Options.Add(option);
        grid.AddTo(command);
    }

    public RunSettings Read(ParseResult parsed, string gridName, string dataFolder) => new()
    {
        Source = grid.Read(parsed, gridName, dataFolder),
        StoreFolder = parsed.GetRequiredValue(SharedOptions.Store),
        OutFolder = parsed.GetValue(SharedOptions.Out),
        Slots = parsed.GetValue(SharedOptions.Slots),
        Device = parsed.GetRequiredValue(device),
        CheckpointSeconds = parsed.GetValue(checkpointSeconds),
        ServesPage = !parsed.GetValue(noPage),
        Json = parsed.GetValue(SharedOptions.Json),
        Verbose = parsed.GetValue(SharedOptions.Verbose),
    };
}
