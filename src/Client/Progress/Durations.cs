namespace JsccGrid.Client.Progress;

internal static class Durations
{
    /// <summary><c>0:07</c>, <c>12:30</c>, <c>3:05:00</c>, <c>2 d 4 h</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var rounded = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        if (rounded.TotalDays >= 2) return $"{(int)rounded.TotalDays} d {rounded.Hours} h";
        return rounded.TotalHours >= 1 ? $"{(int)rounded.TotalHours}:{rounded:mm\\:ss}" : rounded.ToString("m\\:ss");
    }
}
