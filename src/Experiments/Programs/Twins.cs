namespace JsccGrid.Experiments.Programs;

/// <summary>Finds what stands in a list more than once.</summary>
internal static class Twins
{
    /// <summary>What is wrong with a list whose items must differ; null when nothing is.</summary>
    public static string? ProblemOf(IEnumerable<string> items) => items.CountBy(item => item).Where(item => item.Value > 1)
        .Select(twin => $"'{twin.Key}' stands there {twin.Value} times; expected it once.").FirstOrDefault();
}
