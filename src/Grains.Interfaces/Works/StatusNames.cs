using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>Statuses as people read and write them.</summary>
public static class StatusNames
{
    private const string Training = "training";

    /// <summary>All that a cell or stage can have.</summary>
    public static IReadOnlyList<string> Works { get; } = [.. Enum.GetValues<WorkStatus>().Where(status => status != WorkStatus.Unknown).Select(Text)];

    public static string Text(this WorkStatus status) => status == WorkStatus.Leased ? Training : status.ToString().ToLowerInvariant();

    public static string Text(this GridStatus status) => status.ToString().ToLowerInvariant();
}
