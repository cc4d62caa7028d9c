using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Configuration;

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

    /// <summary>A training process that has reported nothing for so long is killed; in seconds, above 0. Default: 600.</summary>
    public double SilenceSeconds { get; init; } = 600;

    /// <summary>Seconds between two heartbeats of a lease, at most a third of the lease's duration. Default: 2.</summary>
    public double HeartbeatSeconds { get; init; } = 2;

    /// <summary>How leases, retries and cordons behave.</summary>
    public OrchestrationOptions Orchestration { get; init; } = new();

    /// <summary>The clock of leases and retries. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">Something is out of its range; the message says all that is.</exception>
    internal void Validate()
    {
        var errors = ToWorker("this-machine", Path.GetTempPath()).Errors(Orchestration.LeaseDuration).ToList();
        if (string.IsNullOrWhiteSpace(StoreFolder)) errors.Insert(0, "the store needs a folder");
        if (errors.Count > 0) throw new ArgumentException($"Invalid options: {string.Join("; ", errors)}.");
    }

    /// <summary>The silo program's settings for the role one-machine.</summary>
    internal static OneMachineOptions From(SiloOptions options) => new()
    {
        StoreFolder = options.Store.Folder!,
        Slots = options.Worker.Slots,
        Device = options.Worker.Device,
        DataSets = options.Worker.DataSets,
        Weights = options.Worker.Weights,
        CheckpointSeconds = options.Worker.CheckpointSeconds,
        ThreadsPerSlot = options.Worker.ThreadsPerSlot,
        ScratchFolder = options.Worker.ScratchFolder,
        TrainerPath = options.Worker.TrainerPath,
        GraceSeconds = options.Worker.GraceSeconds,
        SilenceSeconds = options.Worker.SilenceSeconds,
        HeartbeatSeconds = options.Worker.HeartbeatSeconds,
        Orchestration = options.Orchestration,
    };

    /// <summary>These options as the worker's.</summary>
    /// <param name="name">Of the worker.</param>
    /// <param name="defaultScratchFolder">Where slots work when nothing else is said.</param>
    internal WorkerOptions ToWorker(string name, string defaultScratchFolder)
    {
        var worker = new WorkerOptions
        {
            Name = name,
            IsAlone = true,
            Slots = Slots,
            Device = Device,
            ThreadsPerSlot = ThreadsPerSlot,
            CheckpointSeconds = CheckpointSeconds,
            ScratchFolder = ScratchFolder ?? defaultScratchFolder,
            DataSets = new(DataSets),
            Weights = new(Weights),
            HeartbeatSeconds = HeartbeatSeconds,
            SilenceSeconds = SilenceSeconds,
            GraceSeconds = GraceSeconds,
        };
        worker.TrainerPath = TrainerPath ?? worker.TrainerPath;
        return worker;
    }
}
