namespace JsccGrid.Monitoring.Tests.Alerts;

/// <summary>How fast time passes for each alert, so that all can fire within a test.</summary>
internal static class FastTime
{
    /// <summary>What a minute becomes.</summary>
    public static TimeSpan MinuteOf(string alert) => alert switch
    {
        // Tries at a store that is away are seconds apart: its window must hold several.
        "JsccGridStoreErrors" => TimeSpan.FromSeconds(2),
        // Redis is pinged every 5 s: its window must hold several.
        "JsccGridRedisSilent" => TimeSpan.FromSeconds(4),
        _ => TimeSpan.FromSeconds(0.5),
    };
}
