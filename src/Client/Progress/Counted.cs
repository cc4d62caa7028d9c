using System.Globalization;

namespace JsccGrid.Client.Progress;

/// <summary>Numbers of things, for people: <c>1 cell</c>, <c>2 cells</c>.</summary>
internal static class Counted
{
    public static string Text(int count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? $"{one}s")}");
}
