namespace JsccGrid.Training.Data;

/// <summary>How many synthetic pedestrians to draw, and how large.</summary>
public sealed record SyntheticPedestriansOptions
{
    /// <summary>People to train on: ids 1 to this. At least 2.</summary>
    public int TrainIdentities { get; init; } = 100;
    /// <summary>People to test on: the ids after those. At least 1.</summary>
    public int TestIdentities { get; init; } = 80;
    /// <summary>Images of each person by each of the two cameras, at least 2; of a test identity, the first is the query.</summary>
    public int ImagesPerCamera { get; init; } = 5;
    /// <summary>Pixels, 16 to 1024.</summary>
    public int Height { get; init; } = 128;
    /// <summary>Pixels, 8 to 1024.</summary>
    public int Width { get; init; } = 64;
    /// <summary>Decides everything that is drawn.</summary>
    public int Seed { get; init; } = 1;

    internal List<string> Problems()
    {
        List<string> problems = [];
        Check(nameof(TrainIdentities), TrainIdentities, 2, 9000);
        Check(nameof(TestIdentities), TestIdentities, 1, 9000);
        Check(nameof(ImagesPerCamera), ImagesPerCamera, 2, 1000);
        Check(nameof(Height), Height, 16, 1024);
        Check(nameof(Width), Width, 8, 1024);
        return problems;

        void Check(string name, int value, int low, int high)
        {
            if (value < low || value > high) problems.Add($"{name} is {value}; expected {low} to {high}");
        }
    }
}
