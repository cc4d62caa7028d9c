using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Protocol;

/// <summary>A line on the training program's standard input. End of input ends the program.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Preempt), "preempt")]
public abstract record TrainingCommand
{
    /// <summary>Run a plan; the program answers with events that end in completed, preempted or failed.</summary>
    public sealed record Run(TrainingPlan Plan) : TrainingCommand;

    /// <summary>Stop the running plan: finish the step, write a checkpoint, answer preempted.</summary>
    public sealed record Preempt : TrainingCommand;
}
