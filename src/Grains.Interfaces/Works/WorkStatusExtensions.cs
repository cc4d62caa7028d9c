namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>What statuses mean for a grid.</summary>
public static class WorkStatusExtensions
{
    /// <summary>Whether it may have gone on without its grid's having heard: of the others a grid hears by asking for them.</summary>
    public static bool IsUncertain(this WorkStatus status) =>
        status is WorkStatus.Unknown or WorkStatus.Leased or WorkStatus.Backoff or WorkStatus.Quarantined;

    /// <summary>Whether nothing more happens to it unless a person acts.</summary>
    public static bool IsFinal(this WorkStatus status) => status is WorkStatus.Committed or WorkStatus.Quarantined or WorkStatus.Cancelled;
}
