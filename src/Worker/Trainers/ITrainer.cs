using JsccGrid.Experiments.Protocol;
using JsccGrid.Worker.Attempts;

namespace JsccGrid.Worker.Trainers;

/// <summary>What trains the work of an attempt.</summary>
internal interface ITrainer
{
    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="onOutput">Called for every line the process writes.</param>
    /// <param name="limits">Asks the process to stop after a checkpoint, and kills it when it takes too long.</param>
    /// <param name="lost">Kills the process at once.</param>
    /// <returns>Completed, Preempted or Failed; null when <paramref name="lost"/> was.</returns>
    /// <exception cref="WorkerFaultException">Nothing can be trained here.</exception>
    Task<TrainingEvent?> RunAsync(TrainingPlan plan, Action<TrainerOutput> onOutput, AttemptLimits limits, CancellationToken lost);
}
