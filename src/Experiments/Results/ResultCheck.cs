using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Results;

/// <summary>Whether something that says it is a result can be one. No effects.</summary>
public static class ResultCheck
{
    /// <summary>What shows that this is no result of a cell, as the end of a sentence that begins with its name.</summary>
    /// <returns>Null when nothing does.</returns>
    public static string? FindProblem(CellResult result, CellId cell)
    {
        if (result.Cell != cell) return $"holds the result of another cell, {result.Cell}";
        var scheme = result.Spec.Scheme;
        if (!scheme.IsKnown) return $"is of scheme '{OneLine.Shown(scheme.Name)}', which this version does not have";
        if (result.Spec.Id != cell) return $"describes another cell, {result.Spec.Id}";
        if (result.Points.Count == 0) return "has no points";
        if (scheme.HasBits && result.Bits is null) return $"has no bits, though its cell is a {scheme.Name} one";
        if (!IsFraction(result.ChanceTop1)) return $"says that chance finds {result.ChanceTop1} of all queries";
        var expected = result.Spec.TestSnrDb.Count;
        if (result.Points.Count > expected) return $"has {result.Points.Count} points where its cell has {expected}";
        foreach (var point in result.Points)
        {
            if (FindProblem(point.Scores) is { } problem) return $"{problem} at {point.TestSnrDb} dB";
            if (point.HitParts is < 1) return $"counts hits in {point.HitParts} parts of a draw at {point.TestSnrDb} dB";
            if (point.OtherDistance is { } scores && FindProblem(scores) is { } other)
                return $"{other} at {point.TestSnrDb} dB, by the other distance";
        }
        return null;
    }

    private static string? FindProblem(RetrievalScores scores)
    {
        if (!IsFraction(scores.Top1.Mean))
            return FormattableString.Invariant($"says that top-1 is {scores.Top1.Mean}, which is no fraction,");
        return scores.MeanAveragePrecision is { } precision && !IsFraction(precision.Mean)
            ? FormattableString.Invariant($"says that mAP is {precision.Mean}, which is no fraction,")
            : null;
    }

    internal static bool IsFraction(double value) => value is >= 0 and <= 1;
}
