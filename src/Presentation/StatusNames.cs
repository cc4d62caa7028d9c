using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Presentation;

/// <summary>Statuses as people read and write them.</summary>
public static class StatusNames
{
    private const string Training = "training";

    /// <summary>All that a cell or stage can have.</summary>
    public static IReadOnlyList<string> Works { get; } =
        [.. Enum.GetValues<WorkStatus>().Where(status => status != WorkStatus.Unknown).Select(Text)];

    public static string Text(this WorkStatus status) => status == WorkStatus.Leased ? Training : status.ToString().ToLowerInvariant();

    /// <summary>What a slot does.</summary>
    public static string Text(this SlotSnapshot slot) => slot.Activity switch
    {
        SlotActivity.Unfit => $"unfit: {slot.Trouble}",
        SlotActivity.WaitingForStore => $"waits for the store: {slot.Trouble}",
        var activity => activity.ToString().ToLowerInvariant(),
    };

    public static string Text(this GridStatus status) => status.ToString().ToLowerInvariant();
}
