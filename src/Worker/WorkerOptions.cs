using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Storage.Scratch;
using JsccGrid.Worker.Trainers;

namespace JsccGrid.Worker;

/// <summary>What a worker offers and how it treats its training processes.</summary>
public sealed record WorkerOptions
{
    /// <summary>Unique among living workers. Default: host name and process id.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>Cells trained at a time, from 1. Default: null, see <see cref="MachineCapacity.DefaultSlots"/>.</summary>
    public int? Slots { get; set; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>. Default: <c>auto</c>.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>Processor threads of a slot, from 1. Default: null, cores divided by slots.</summary>
    public int? ThreadsPerSlot { get; set; }

    /// <summary>Seconds between checkpoints of a cell, from 0 (none but the last before a stop). Default: 30.</summary>
    public double CheckpointSeconds { get; set; } = 30;

    /// <summary>
    /// Where slots work, in a folder of this worker's, emptied at start and stop. Default: null, <see cref="UserScratch.Folder"/>.
    /// </summary>
    public string? ScratchFolder { get; set; }

    /// <summary>The training program's assembly, or another program that speaks its protocol. Default: beside this assembly.</summary>
    public string TrainerPath { get; set; } = TrainingExecutable.DefaultPath;

    /// <summary>Folders of data sets by fingerprint.</summary>
    public Dictionary<string, string> DataSets { get; set; } = [];

    /// <summary>Safetensors files by SHA-256.</summary>
    public Dictionary<string, string> Weights { get; set; } = [];

    /// <summary>Seconds between two heartbeats of a lease, above 0 and at most a third of the lease's duration. Default: 2.</summary>
    public double HeartbeatSeconds { get; set; } = 2;

    /// <summary>A training process that has reported nothing for so long is killed; seconds, above 0. Default: 600.</summary>
    public double SilenceSeconds { get; set; } = 600;

    /// <summary>How long a preempted training process may take to checkpoint before it is killed; seconds, from 0. Default: 30.</summary>
    public double GraceSeconds { get; set; } = 30;

    /// <summary>
    /// How long the store may then take to receive what the process left, before its work is handed back as it was; seconds, above 0.
    /// Default: 45, in which a checkpoint of 300 MB needs 7 MB a second.
    /// </summary>
    public double UploadSeconds { get; set; } = 45;

    /// <summary>
    /// Gigabytes (10^9 bytes) that downloaded data sets, weights and outputs of stages may take in the scratch folder, above 0;
    /// what is in use may exceed it. Default: 20.
    /// </summary>
    public double CacheGigabytes { get; set; } = 20;

    internal int SlotCount => Slots ?? MachineCapacity.DefaultSlots(Device);

    /// <summary>Processor threads each slot is given.</summary>
    internal int Threads => ThreadsPerSlot ?? Math.Max(1, MachineCapacity.Cores / SlotCount);

    internal TimeSpan HeartbeatInterval => TimeSpan.FromSeconds(HeartbeatSeconds);

    internal long CacheBytes => (long)(CacheGigabytes * 1e9);

    internal TimeSpan SilenceTimeout => TimeSpan.FromSeconds(SilenceSeconds);

    internal TimeSpan GracePeriod => TimeSpan.FromSeconds(GraceSeconds);

    /// <summary>From the order to stop until nothing is uploaded any more.</summary>
    internal TimeSpan StopTime => TimeSpan.FromSeconds(GraceSeconds + UploadSeconds);

    /// <summary>Whether there is no other worker that could do what this one cannot.</summary>
    internal bool IsAlone { get; init; }

    /// <summary>A folder in <see cref="UserScratch.Folder"/> for this worker's own one. Default: none.</summary>
    internal string ScratchName { get; init; } = "";

    /// <summary>Between two reports of the slots for display.</summary>
    internal TimeSpan ReportInterval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a claim waits for work before it is repeated; less than the response timeout of calls.</summary>
    internal TimeSpan LeaseRequestPatience { get; } = TimeSpan.FromSeconds(3);

    /// <summary>What is out of its range, each as a part of a sentence.</summary>
    /// <param name="lease">How long a lease lives after a heartbeat.</param>
    public IEnumerable<string> Errors(TimeSpan lease)
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return $"{nameof(Name)} is empty; leave it out or name the worker";
        else if (Name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            yield return $"{nameof(Name)} is '{Name}'; it must be usable as a file name";
        if (Slots < 1) yield return $"{nameof(Slots)} is {Slots}; at least 1 is needed";
        if (ThreadsPerSlot < 1) yield return $"{nameof(ThreadsPerSlot)} is {ThreadsPerSlot}; at least 1 is needed";
        if (CheckpointSeconds is not (>= 0 and <= CheckpointRecipe.MaxSeconds))
            yield return FormattableString.Invariant(
                $"{nameof(CheckpointSeconds)} is {CheckpointSeconds}; it must be 0 to {CheckpointRecipe.MaxSeconds}");
        if (!(GraceSeconds >= 0))
            yield return FormattableString.Invariant($"{nameof(GraceSeconds)} is {GraceSeconds}; it must not be negative");
        if (!(UploadSeconds > 0))
            yield return FormattableString.Invariant($"{nameof(UploadSeconds)} is {UploadSeconds}; it must be above 0");
        if (!(SilenceSeconds > 0))
            yield return FormattableString.Invariant($"{nameof(SilenceSeconds)} is {SilenceSeconds}; it must be above 0");
        if (!(CacheGigabytes > 0))
            yield return FormattableString.Invariant($"{nameof(CacheGigabytes)} is {CacheGigabytes}; it must be above 0");
        var longest = lease.TotalSeconds / 3;
        if (!(HeartbeatSeconds > 0) || HeartbeatSeconds > longest)
            yield return FormattableString.Invariant(
                $"{nameof(HeartbeatSeconds)} is {HeartbeatSeconds}; it must be above 0 and at most a third of a lease, {longest:0.###}");
        if (!DeviceName.IsValid(Device)) yield return $"{nameof(Device)} is '{Device}'; it must be {DeviceName.Expected}";
        if (ScratchFolder is not null && string.IsNullOrWhiteSpace(ScratchFolder))
            yield return $"{nameof(ScratchFolder)} is empty; leave it out or name a folder";
    }
}
