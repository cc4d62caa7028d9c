using JsccGrid.Silo.Hosting;

namespace JsccGrid.Silo.Configuration;

/// <summary>What a worker offers and how it treats its training processes.</summary>
public sealed class WorkerOptions
{
    /// <summary>Unique among living workers. Default: host name and process id.</summary>
    public string Worker { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>Cells trained at a time, from 1. Default: see <see cref="MachineCapacity.DefaultSlots"/>.</summary>
    public int Slots { get; set; } = MachineCapacity.DefaultSlots("auto");

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>. Default: <c>auto</c>.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>Processor threads of a slot, from 1. Default: 0, cores divided by slots.</summary>
    public int ThreadsPerSlot { get; set; }

    /// <summary>Seconds between checkpoints of a cell, from 0 (none but the last before a stop). Default: 30.</summary>
    public double CheckpointSeconds { get; set; } = 30;

    /// <summary>Where slots work; this worker makes a folder of its own in it. Default: <c>jsccgrid</c> in the system's temporary folder.</summary>
    public string ScratchFolder { get; set; } = Path.Combine(Path.GetTempPath(), "jsccgrid");

    /// <summary>The training program's assembly, or another program that speaks its protocol. Default: beside this assembly.</summary>
    public string TrainerPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "jsccgrid-train.dll");

    /// <summary>Folders of data sets by fingerprint.</summary>
    public IReadOnlyDictionary<string, string> DataSets { get; set; } = new Dictionary<string, string>();

    /// <summary>Safetensors files by SHA-256.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; set; } = new Dictionary<string, string>();

    /// <summary>Between two heartbeats of a lease; at most a third of the lease's duration. Default: 2 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two reports of the slots for display. Default: 500 ms.</summary>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a claim waits for work before it is repeated; less than the response timeout of calls. Default: 10 s.</summary>
    public TimeSpan ClaimPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A training process that has reported nothing for so long is killed. Default: 10 min.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a preempted training process may take to checkpoint before it is killed. Default: 30 s.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Processor threads each slot is given.</summary>
    public int Threads => ThreadsPerSlot > 0 ? ThreadsPerSlot : Math.Max(1, MachineCapacity.Cores / Slots);
}
