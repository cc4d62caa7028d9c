using System.ComponentModel;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Worker.Attempts;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// The training process of a slot: started before the first plan comes, kept from one plan to the next, ended when it has failed
/// in any way, since a poisoned device context goes only with its process.
/// </summary>
internal sealed class SlotTrainer(WorkerContext worker) : ITrainer, IDisposable
{
    private TrainerProcess? process;

    /// <summary>Starts the process unless it runs, so that no plan waits for it. If it cannot be started the next plan is told.</summary>
    public void Prepare()
    {
        try
        {
            if (process is not { HasExited: false }) Start();
        }
        catch (WorkerFaultException)
        {
        }
    }

    /// <inheritdoc/>
    public async Task<TrainingEvent?> RunAsync(
        TrainingPlan plan, Action<TrainerOutput> onOutput, AttemptLimits limits, CancellationToken lost)
    {
        var current = process is { HasExited: false } ? process : Start();
        var session = new TrainerSession(current, "training process", worker);
        try
        {
            return await session.RunAsync(
                Line(new TrainingCommand.Run(plan)), Line(new TrainingCommand.Preempt()), onOutput, limits, Ended, lost);
        }
        finally
        {
            if (session.IsSpent) End();
        }

        TrainingEvent.Failed Ended() => current.WasReady
            ? new TrainingEvent.Failed($"The training process {current.Ending}.", Retryable: true)
            : throw new WorkerFaultException($"The training program '{worker.Options.TrainerPath}' {current.Ending} before it was ready.",
                FailureCause.Program);
    }

    public void Dispose() => End();

    private static string Line(TrainingCommand command) => JsonSerializer.Serialize(command, ExperimentJson.Compact);

    private TrainerProcess Start()
    {
        End();
        try
        {
            process = TrainerProcess.Start(worker.Options);
        }
        catch (Exception exception) when (exception is FileNotFoundException or Win32Exception)
        {
            throw new WorkerFaultException(exception.Message, FailureCause.Program);
        }
        WorkerLog.TrainerStarted(worker.Logger, process.Id);
        return process;
    }

    private void End()
    {
        process?.Dispose();
        process = null;
    }
}
