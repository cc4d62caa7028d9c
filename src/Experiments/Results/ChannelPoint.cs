using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Results;

/// <summary>A cell tested at one channel SNR, over several noise draws.</summary>
public sealed record ChannelPoint
{
    public required SnrDb TestSnrDb { get; init; }
    public required int NoiseDraws { get; init; }
    /// <summary>Ranked by the recipe's distance.</summary>
    public required RetrievalScores Scores { get; init; }
    /// <summary>Ranked by the other distance.</summary>
    public required RetrievalScores OtherDistance { get; init; }
}
