using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Scratch;
using JsccGrid.Storage.Works;
using JsccGrid.Worker.Attempts;
using JsccGrid.Worker.Inputs;
using JsccGrid.Worker.Telemetry;
using JsccGrid.Worker.Trainers;
using Microsoft.Extensions.Options;

namespace JsccGrid.Worker;

/// <summary>Offers this machine's slots to the pool and runs what it is given, until it is stopped.</summary>
internal sealed class WorkerAgent : BackgroundService
{
    private readonly IHostApplicationLifetime application;
    private readonly ResilientObjectStore objects;
    private readonly CancellationTokenSource closing = new();
    private readonly WorkerContext context;
    private readonly SlotState[] slots;

    public WorkerAgent(
        IOptions<WorkerOptions> options,
        IGrainFactory grains,
        [FromKeyedServices(StoreNames.Worker)] ResilientObjectStore objects,
        ClusterResilience resilience,
        StopUrgency urgency,
        IHostApplicationLifetime application,
        SlotMetrics metrics,
        TimeProvider timeProvider,
        ILogger<WorkerAgent> logger)
    {
        this.application = application;
        this.objects = objects;
        var settings = options.Value;
        var scratch = settings.ScratchFolder is { } folder
            ? Path.Combine(Path.GetFullPath(folder), settings.Name)
            : Path.Combine(UserScratch.Folder, settings.ScratchName, settings.Name);
        var store = new WorkStore(objects);
        var cache = new InputCache(Path.Combine(scratch, "cache"), settings.CacheBytes, closing.Token);
        var inputs = new WorkerInputs(objects, store, settings, cache);
        context = new WorkerContext(settings, grains, store, inputs, new WorkerFitness(timeProvider), resilience.GrainCalls,
            timeProvider, scratch, logger, urgency.Token);
        slots = [.. Enumerable.Range(0, settings.SlotCount).Select(slot => new SlotState(slot))];
        metrics.Follow(slots);
    }

    private string Worker => context.Options.Name;

    private IWorkerPoolGrain Pool => context.Grains.Pool();

    /// <exception cref="ScratchException">The scratch folder cannot be used.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here and not in the background: a worker that cannot work ends the start of its program.
        PrepareScratch();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await application.UntilStartedAsync(stoppingToken);
        if (stoppingToken.IsCancellationRequested) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        List<Task> parts = [ReportAsync(stop.Token), .. slots.Select(slot => RunSlotAsync(slot, stop.Token))];
        await foreach (var ended in Task.WhenEach(parts))
        {
            if (!ended.IsFaulted) continue;
            // The others must not work on as if nothing were missing: the worker ends, and who started it hears why.
            WorkerLog.PartDied(context.Logger, ended.Exception!.GetBaseException());
            await stop.CancelAsync();
        }
        await Task.WhenAll(parts);
        ScratchFolders.Delete(context.ScratchFolder, context.Logger);
    }

    public override void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        base.Dispose();
    }

    /// <summary>Works on one attempt after the other. While one begins, the one before it may still commit what it has trained.</summary>
    private async Task RunSlotAsync(SlotState slot, CancellationToken stopping)
    {
        using var trainer = new SlotTrainer(context);
        var committing = Task.CompletedTask;
        while (!stopping.IsCancellationRequested)
        {
            trainer.Prepare();
            if (context.Fitness.Reason is { } reason)
            {
                slot.Pause(reason);
                await context.Fitness.WaitAsync(stopping);
                slot.Idle();
            }
            else if (await RequestLeaseAsync(slot, stopping) is { } lease)
            {
                var attempt = new AttemptRunner(context, trainer, slot, lease);
                var running = attempt.RunAsync(stopping);
                // An attempt that dies frees no slot.
                if (await Task.WhenAny(running, attempt.SlotFreed) == running) await running;
                await committing;
                committing = running;
            }
        }
        await committing;
    }

    private async Task<WorkLease?> RequestLeaseAsync(SlotState slot, CancellationToken stopping)
    {
        try
        {
            return await context.GrainCalls.ExecuteAsync(
                async _ => await Pool.RequestLeaseAsync(Worker, slot.Snapshot.Slot, context.Options.LeaseRequestPatience), stopping);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Tells the pool what the slots do, and who this worker is whenever the pool does not know.</summary>
    private async Task ReportAsync(CancellationToken stopping)
    {
        var registration = new WorkerRegistration(Worker, Environment.MachineName, slots.Length, context.Options.Device);
        while (!stopping.IsCancellationRequested)
        {
            await AskPoolAsync(async pool =>
            {
                if (!await pool.ReportAsync(Worker, [.. slots.Select(slot => slot.SnapshotUnder(objects.Trouble))]))
                    await pool.RegisterAsync(registration);
            });
            await DelayAsync(context.Options.ReportInterval, stopping);
        }
        // Waiting claims are answered with nothing, and what the slots still hold is theirs to hand back.
        await AskPoolAsync(pool => pool.UnregisterAsync(Worker));
    }

    private async Task AskPoolAsync(Func<IWorkerPoolGrain, Task> ask)
    {
        try
        {
            await ask(Pool);
        }
        catch (Exception exception)
        {
            WorkerLog.PoolFailed(context.Logger, exception);
        }
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, context.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void PrepareScratch()
    {
        ScratchFolders.Delete(context.ScratchFolder, context.Logger);
        if (context.Options.ScratchFolder is null) UserScratch.Make(UserScratch.Folder);
        UserScratch.Make(context.ScratchFolder, context.Options.ScratchFolder is null ? "TMPDIR" : "the worker's setting ScratchFolder");
    }
}
