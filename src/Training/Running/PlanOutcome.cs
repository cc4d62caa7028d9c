namespace JsccGrid.Training.Running;

/// <summary>How a plan ended.</summary>
public enum PlanOutcome
{
    /// <summary>The outputs are there.</summary>
    Completed,
    /// <summary>Stopped as asked; a later run goes on from the last checkpoint.</summary>
    Preempted,
    /// <summary>Failed; the plan or its input must change.</summary>
    Failed,
    /// <summary>Failed; another try could succeed.</summary>
    FailedRetryably,
    /// <summary>Failed; another try could succeed, but not in this process.</summary>
    FailedFatally,
}
