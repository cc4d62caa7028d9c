namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>What statuses mean for a grid.</summary>
public static class WorkStatusExtensions
{
    /// <summary>Whether nothing more happens to it unless a person acts.</summary>
    public static bool IsFinal(this WorkStatus status) => status is WorkStatus.Committed or WorkStatus.Quarantined or WorkStatus.Cancelled;
}
