using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Results;

/// <summary>A cell tested at one channel SNR, over several noise draws.</summary>
public sealed record ChannelPoint
{
    public required SnrDb TestSnrDb { get; init; }
    public required int NoiseDraws { get; init; }
    /// <summary>Ranked by the recipe's distance.</summary>
    public required RetrievalScores Scores { get; init; }
    /// <summary>Ranked by the other distance; null where an outside program ranked.</summary>
    public RetrievalScores? OtherDistance { get; init; }
    /// <summary>
    /// For each scored query, in how many of the noise draws its first match is the right person, ranked by the recipe's distance. Their
    /// mean over queries and draws is top-1. Null in results of programs that did not keep it.
    /// </summary>
    public PackedIntegers? Hits { get; init; }
}
