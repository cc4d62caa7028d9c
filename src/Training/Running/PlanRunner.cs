using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Runtime;
using TorchSharp;

namespace JsccGrid.Training.Running;

/// <summary>
/// Runs plans one after another on the calling thread, and keeps loaded data between them. A plan's scratch folder holds
/// <code>
/// checkpoints/    of the plan's work; a plan that names none to resume from goes on from the newest good one
/// output/         what the work is for: result.json, baseline.safetensors or features.safetensors
/// stages/KEY/     the same for each required stage that the plan brings no folder for
/// </code>
/// </summary>
/// <param name="clock">For progress and checkpoint intervals.</param>
/// <param name="report">Takes events, on the calling thread.</param>
/// <param name="checkpointsKept">Checkpoints to keep of each piece of work; null for all, where someone else looks after them.</param>
public sealed class PlanRunner(TimeProvider clock, Action<TrainingEvent> report, int? checkpointsKept) : IDisposable
{
    private readonly TensorCache cache = new();

    /// <summary>Runs a plan; its last event is completed, preempted or failed. Exceptions become failed events.</summary>
    public PlanOutcome Run(TrainingPlan plan, CancellationToken preempt)
    {
        try
        {
            PlanCheck.Require(plan);
            var device = DeviceChoice.Resolve(plan.Device);
            torch.set_num_threads(plan.Threads);
            Arithmetic.Use(plan.Work.Recipe.Precision ?? Precision.Single, device);
            var output = new PlanRun(plan, device, cache, clock, report, checkpointsKept, preempt).Run();
            report(new TrainingEvent.Completed(output.Folder, output.Files));
            return PlanOutcome.Completed;
        }
        catch (PreemptedException exception)
        {
            report(new TrainingEvent.Preempted(exception.Step));
            return PlanOutcome.Preempted;
        }
        catch (OperationCanceledException) when (preempt.IsCancellationRequested)
        {
            report(new TrainingEvent.Preempted(0));
            return PlanOutcome.Preempted;
        }
        catch (Exception exception)
        {
            var failure = FailureDiagnosis.Describe(exception);
            report(failure);
            return FailureDiagnosis.PoisonsProcess(exception) ? PlanOutcome.FailedFatally
                : failure.Retryable ? PlanOutcome.FailedRetryably
                : PlanOutcome.Failed;
        }
    }

    public void Dispose() => cache.Dispose();
}
