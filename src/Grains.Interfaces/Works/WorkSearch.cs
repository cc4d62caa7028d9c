using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>What people may write to mean a cell or stage.</summary>
public static class WorkSearch
{
    /// <summary>Whether a text is how an id begins, the whole id of a cell or stage, or words of a label, in whatever order.</summary>
    public static bool Matches(WorkId work, string label, string text) =>
        work.Digits.StartsWith(text, StringComparison.Ordinal) || work.Value == text
        || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(label.Split(' ').Contains);
}
