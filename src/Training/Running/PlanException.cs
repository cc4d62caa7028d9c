namespace JsccGrid.Training.Running;

/// <summary>A plan asks for something impossible. <see cref="Problems"/> holds everything wrong with it.</summary>
public sealed class PlanException(IReadOnlyList<string> problems) : Exception($"The plan cannot be run: {string.Join("; ", problems)}.")
{
    /// <summary>Each says what is wrong and what would be right.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
