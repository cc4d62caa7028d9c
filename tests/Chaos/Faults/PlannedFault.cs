namespace JsccGrid.Chaos.Faults;

/// <summary>A fault of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">Since the run began.</param>
/// <param name="Kind">What.</param>
/// <param name="Target">To what.</param>
/// <param name="Duration">From its beginning to its end; zero when it has no end.</param>
/// <param name="Choice">Random bits for what only the run can know, as which of the running cells.</param>
internal sealed record PlannedFault(int Number, TimeSpan At, FaultKind Kind, FaultTarget Target, TimeSpan Duration, int Choice)
{
    public TimeSpan End => At + Duration;

    /// <summary>Everything it happens to.</summary>
    public IReadOnlyList<FaultTarget> Targets => FaultTarget.AllOf(Kind, Target);
}
