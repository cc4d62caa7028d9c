using System.Globalization;
using JsccGrid.Experiments.Text;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// A data set cannot be used. <see cref="Problems"/> holds every problem found; the message shows the first few of them. The inner
/// exception is there when reading failed, which another try may not see.
/// </summary>
public sealed class DataSetException(string subject, IReadOnlyList<string> problems, IOException? inner = null)
    : Exception(Format(subject, problems), inner)
{
    private const int Shown = 20;

    /// <summary>One sentence a problem: which file or folder, what is wrong, what would be right.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    private static string Format(string subject, IReadOnlyList<string> problems)
    {
        var lines = problems.Take(Shown).Select(problem => $"  - {VisibleText.OfLine(problem)}");
        if (problems.Count > Shown)
            lines = lines.Append(string.Create(CultureInfo.InvariantCulture, $"  and {problems.Count - Shown} more"));
        return $"{subject}: {Counted.Text(problems.Count, "problem")}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
    }
}
