namespace JsccGrid.Silo.Hosting;

/// <summary>What <see cref="OneMachineHost"/> needs to know.</summary>
public sealed record OneMachineOptions
{
    /// <summary>The folder of the store; made when absent.</summary>
    public required string StoreFolder { get; init; }

    /// <summary>Cells trained at a time, from 1. Default: null, what the machine can feed (see <see cref="MachineCapacity"/>).</summary>
    public int? Slots { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>. Default: <c>auto</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Folders of data sets by <see cref="Experiments.Cells.DataSetReference.Fingerprint"/>.</summary>
    public IReadOnlyDictionary<string, string> DataSets { get; init; } = new Dictionary<string, string>();

    /// <summary>Safetensors files by <see cref="Experiments.Cells.WeightsReference.Sha256"/>.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds between checkpoints of a cell, from 0 (none but the last before a stop). Default: 30.</summary>
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>Processor threads of a slot, from 1. Default: null, cores divided by slots.</summary>
    public int? ThreadsPerSlot { get; init; }

    /// <summary>Where slots work; emptied at start and stop. Default: null, a folder under the system's temporary one.</summary>
    public string? ScratchFolder { get; init; }

    /// <summary>The training program's assembly. Default: null, <c>jsccgrid-train.dll</c> beside this one.</summary>
    public string? TrainerPath { get; init; }

    /// <summary>How long a stop waits for checkpoints, in seconds, from 0. Default: 30.</summary>
    public double GraceSeconds { get; init; } = 30;

    /// <summary>Whether the log file (<c>logs/</c> in the store) holds debugging detail. Default: false.</summary>
    public bool VerboseLog { get; init; }

    /// <summary>The clock of leases and retries. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
