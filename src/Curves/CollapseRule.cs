using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves;

/// <summary>
/// Which digital cells have collapsed: their few bits say next to nothing about the person, so that nothing is delivered although the
/// channel carries them. Such a cell scores not clearly above chance, or less than a tenth of what the re-ID baseline scores above it.
/// </summary>
/// <param name="test">What chance is; null without results.</param>
/// <param name="baseline">Null until its cell is done: then chance alone decides.</param>
public sealed class CollapseRule(TestSet? test, CurvePoint? baseline)
{
    private const double Share = 0.1;

    public bool Applies(CellResult cell)
    {
        if (test is null) return false;
        var top1 = cell.Points[^1].Scores.Top1.Mean;
        if (!test.IsClearlyAboveChance(top1)) return true;
        return baseline is not null && top1 - test.ChanceTop1 < Share * (baseline.Top1.Mean - test.ChanceTop1);
    }
}
