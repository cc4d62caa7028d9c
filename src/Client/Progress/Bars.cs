namespace JsccGrid.Client.Progress;

internal static class Bars
{
    private const int Width = 24;

    /// <param name="fraction">0 to 1.</param>
    public static string Draw(double fraction)
    {
        var filled = (int)Math.Round(fraction * Width);
        return $"[green]{new string('━', filled)}[/][grey]{new string('─', Width - filled)}[/]";
    }
}
