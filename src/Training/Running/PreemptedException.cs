namespace JsccGrid.Training.Running;

/// <summary>Training stopped between two steps because it was asked to, after a checkpoint where one was needed.</summary>
public sealed class PreemptedException(long step) : Exception($"Stopped as asked after step {step}.")
{
    /// <summary>Steps done.</summary>
    public long Step { get; } = step;
}
