using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage.Works;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace JsccGrid.Silo.Workers;

/// <summary>Offers this machine's slots to the pool and runs what it is given, until it is stopped.</summary>
internal sealed class WorkerAgent : BackgroundService
{
    private static readonly TimeSpan PoolRetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PoolRetryMaxDelay = TimeSpan.FromSeconds(5);

    private readonly WorkerContext context;
    private readonly SlotState[] slots;

    public WorkerAgent(IOptions<WorkerOptions> options, IGrainFactory grains, WorkStore store, TimeProvider timeProvider, ILogger<WorkerAgent> logger)
    {
        var settings = options.Value;
        var scratch = Path.Combine(settings.ScratchFolder, settings.Worker);
        var calls = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 6,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = PoolRetryDelay,
                MaxDelay = PoolRetryMaxDelay,
            })
            .Build();
        var inputs = new WorkerInputs(store, settings, Path.Combine(scratch, "stages"));
        context = new WorkerContext(settings, grains, store, inputs, calls, timeProvider, scratch, logger);
        slots = [.. Enumerable.Range(0, settings.Slots).Select(slot => new SlotState(slot))];
    }

    private string Worker => context.Options.Worker;

    private IWorkerPoolGrain Pool => context.Grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DeleteScratch();
        Directory.CreateDirectory(context.ScratchFolder);
        var reports = ReportAsync(stoppingToken);
        await Task.WhenAll(slots.Select(slot => RunSlotAsync(slot, stoppingToken)));
        await reports;
        DeleteScratch();
    }

    private async Task RunSlotAsync(SlotState slot, CancellationToken stopping)
    {
        using var trainer = new SlotTrainer(context);
        var wait = PoolRetryDelay;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await Pool.ClaimAsync(Worker, slot.View.Slot, context.Options.ClaimPatience) is { } lease)
                    await new AttemptRunner(context, trainer, slot, lease).RunAsync(stopping);
                wait = PoolRetryDelay;
            }
            catch (Exception exception)
            {
                WorkerLog.PoolFailed(context.Logger, exception);
                await DelayAsync(wait, stopping);
                wait = wait * 2 < PoolRetryMaxDelay ? wait * 2 : PoolRetryMaxDelay;
            }
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
                if (!await pool.ReportAsync(Worker, [.. slots.Select(slot => slot.View)])) await pool.RegisterAsync(registration);
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

    private void DeleteScratch()
    {
        try
        {
            if (Directory.Exists(context.ScratchFolder)) Directory.Delete(context.ScratchFolder, recursive: true);
        }
        catch (IOException exception)
        {
            WorkerLog.ScratchNotDeleted(context.Logger, context.ScratchFolder, exception);
        }
    }
}
