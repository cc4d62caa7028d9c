using JsccGrid.Worker.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JsccGrid.Worker;

/// <summary>Adds a worker to a program.</summary>
public static class WorkerComposition
{
    /// <summary>What a stop may take beyond checkpoints and uploads: to hand leases back and to leave.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(10);

    /// <summary>A worker agent, which stops before what was added before it.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, WorkerOptions options)
    {
        services.TryAddSingleton<StopUrgency>();
        services.TryAddSingleton<ClusterResilience>();
        return services
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTime + StopMargin)
            .AddSingleton(Options.Create(options))
            .AddSingleton<SlotMetrics>()
            .AddHostedService<WorkerAgent>();
    }

    /// <summary>The only worker of its cluster.</summary>
    /// <param name="options">How it is otherwise.</param>
    /// <param name="scratchName">A folder of its own among the scratch folders of this user.</param>
    public static WorkerOptions Alone(this WorkerOptions options, string scratchName) =>
        options with { IsAlone = true, ScratchName = scratchName };
}
