using JsccGrid.Grains.Configuration;
using JsccGrid.Silo.Configuration;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Hosting;

/// <summary>What <see cref="OneMachineHost"/> needs to know.</summary>
public sealed record OneMachineOptions
{
    /// <summary>The worker's name where none is set. Always the same, so that a run clears away what a killed one has left.</summary>
    internal const string WorkerName = "this-machine";

    /// <summary>The folder of the store; made when absent.</summary>
    public required string StoreFolder { get; init; }

    /// <summary>What the machine offers, and how it treats its training processes.</summary>
    public WorkerOptions Worker { get; init; } = DefaultWorker;

    /// <summary>
    /// Whether the live page, and metrics, are served at <see cref="OneMachineHost.Page"/>, on the loopback address. Default: false.
    /// </summary>
    public bool ServesPage { get; init; }

    /// <summary>Whether the log file (<c>logs/</c> in the store) holds debugging detail. Default: false.</summary>
    public bool VerboseLog { get; init; }

    /// <summary>How leases, retries and cordons behave.</summary>
    public OrchestrationOptions Orchestration { get; init; } = new();

    /// <summary>The clock of leases and retries. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>A worker with its defaults on one machine.</summary>
    public static WorkerOptions DefaultWorker => new() { Name = WorkerName };

    /// <exception cref="ArgumentException">Something is out of its range; the message says all that is.</exception>
    internal void Validate()
    {
        var errors = Worker.Errors(Orchestration.LeaseDuration).ToList();
        if (string.IsNullOrWhiteSpace(StoreFolder)) errors.Insert(0, "the store needs a folder");
        if (errors.Count > 0) throw new ArgumentException($"Invalid options: {string.Join("; ", errors)}.");
    }

    /// <summary>The silo program's settings for the role one-machine.</summary>
    internal static OneMachineOptions From(SiloOptions options) => new()
    {
        StoreFolder = options.Store.Folder!,
        Worker = options.Worker,
        Orchestration = options.Orchestration,
    };
}
