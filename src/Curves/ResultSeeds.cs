using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>The results of cells that differ only in their seeds.</summary>
/// <param name="cells">At least one, by ascending seed.</param>
internal sealed class ResultSeeds(IReadOnlyList<CellResult> cells)
{
    private readonly Dictionary<SnrDb, CurvePoint> points = [];

    public IReadOnlyList<CellResult> Cells => cells;

    /// <summary>The cell of one of them: its scheme and coordinates are those of all.</summary>
    public CellSpec Spec => cells[0].Spec;

    /// <summary>Every SNR that one of them was tested at.</summary>
    public IEnumerable<SnrDb> TestSnrDb => cells.SelectMany(cell => cell.Points).Select(point => point.TestSnrDb).Distinct();

    /// <summary>One object per SNR, however many curves show it; null if none of them was tested there.</summary>
    public CurvePoint? At(SnrDb snr)
    {
        if (points.TryGetValue(snr, out var known)) return known;
        EquatableList<SeedScore> scores =
            [.. from cell in cells from point in cell.Points where point.TestSnrDb == snr select Score(cell, point)];
        return scores.Count == 0 ? null : points[snr] = new CurvePoint { SnrDb = snr, Seeds = scores, Coordinates = [.. Spec.Named] };
    }

    /// <summary>Where features arrive as they were sent, which is the only point of schemes that cross no channel.</summary>
    public CurvePoint Undisturbed => At(cells[0].Points[^1].TestSnrDb)!;

    public static SeedScore Score(CellResult cell, ChannelPoint point) => new()
    {
        Seed = cell.Spec.Seed,
        Top1 = point.Scores.Top1,
        MeanAveragePrecision = point.Scores.MeanAveragePrecision,
        NoiseDraws = point.NoiseDraws,
        Hits = QueryHits.Of(cell, point),
        Bits = cell.Bits?.Measured,
    };
}
