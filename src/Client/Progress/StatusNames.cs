using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Client.Progress;

/// <summary>Statuses as people read and write them.</summary>
internal static class StatusNames
{
    private const string Training = "training";

    /// <summary>What cells are told apart by on the command line.</summary>
    public static IReadOnlyList<string> Works { get; } = [.. Enum.GetValues<WorkStatus>().Where(status => status != WorkStatus.Unknown).Select(Text)];

    public static string Text(this WorkStatus status) => status == WorkStatus.Leased ? Training : status.ToString().ToLowerInvariant();

    public static string Text(this GridStatus status) => status.ToString().ToLowerInvariant();
}
