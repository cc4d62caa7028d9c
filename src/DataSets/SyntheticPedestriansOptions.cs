using JsccGrid.Experiments.Limits;

namespace JsccGrid.DataSets;

/// <summary>How many synthetic pedestrians to draw, and how large.</summary>
public sealed record SyntheticPedestriansOptions
{
    /// <summary>People to train on: ids 1 to this. At least 2.</summary>
    [Bounds(2, 9000)]
    public int TrainIdentities { get; init; } = 100;
    /// <summary>People to test on: the ids after those. At least 1.</summary>
    [Bounds(1, 9000)]
    public int TestIdentities { get; init; } = 80;
    /// <summary>Images of each person by each of the two cameras, at least 2; of a test identity, the first is the query.</summary>
    [Bounds(2, 1000)]
    public int ImagesPerCamera { get; init; } = 5;
    /// <summary>Pixels, 16 to 1024.</summary>
    [Bounds(16, 1024, Unit = "pixels")]
    public int Height { get; init; } = 128;
    /// <summary>Pixels, 8 to 1024.</summary>
    [Bounds(8, 1024, Unit = "pixels")]
    public int Width { get; init; } = 64;
    /// <summary>Decides everything that is drawn.</summary>
    [Bounds(int.MinValue, int.MaxValue)]
    public int Seed { get; init; } = 1;

    internal List<string> Problems()
    {
        List<string> problems = [];
        BoundsCheck.Of(this, "", (path, problem) => problems.Add($"{path}: {problem.TrimEnd('.')}"));
        return problems;
    }
}
