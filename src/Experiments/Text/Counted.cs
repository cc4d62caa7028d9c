using System.Globalization;

namespace JsccGrid.Experiments.Text;

/// <summary>Numbers of things, for people: <c>1 cell</c>, <c>2 cells</c>.</summary>
public static class Counted
{
    public static string Text(int count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? $"{one}s")}");
}
