using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Hosting;

namespace JsccGrid.Silo.Configuration;

/// <summary>The silo program's settings: configuration section <see cref="Section"/>, environment variables, command line.</summary>
internal sealed class SiloOptions
{
    public const string Section = "JsccGrid";

    /// <summary>The folder of the store; made when absent. Required.</summary>
    public string StoreFolder { get; set; } = "";

    /// <summary>See <see cref="OneMachineOptions.Slots"/>.</summary>
    public int? Slots { get; set; }

    /// <summary>See <see cref="OneMachineOptions.Device"/>.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>See <see cref="OneMachineOptions.DataSets"/>.</summary>
    public Dictionary<string, string> DataSets { get; set; } = [];

    /// <summary>See <see cref="OneMachineOptions.Weights"/>.</summary>
    public Dictionary<string, string> Weights { get; set; } = [];

    /// <summary>See <see cref="OneMachineOptions.CheckpointSeconds"/>.</summary>
    public double CheckpointSeconds { get; set; } = 30;

    /// <summary>See <see cref="OneMachineOptions.ScratchFolder"/>.</summary>
    public string? ScratchFolder { get; set; }

    /// <summary>See <see cref="OneMachineOptions.TrainerPath"/>.</summary>
    public string? TrainerPath { get; set; }

    /// <summary>See <see cref="OneMachineOptions.GraceSeconds"/>.</summary>
    public double GraceSeconds { get; set; } = 30;

    public OrchestrationOptions Orchestration { get; set; } = new();

    public OneMachineOptions ToOneMachine() => new()
    {
        StoreFolder = StoreFolder,
        Slots = Slots,
        Device = Device,
        DataSets = DataSets,
        Weights = Weights,
        CheckpointSeconds = CheckpointSeconds,
        ScratchFolder = ScratchFolder,
        TrainerPath = TrainerPath,
        GraceSeconds = GraceSeconds,
        Orchestration = Orchestration,
    };
}
