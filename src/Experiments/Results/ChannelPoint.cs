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
    /// mean over queries and draws is top-1, but for rounding where more than ten images tie. Null in results of programs that did not
    /// keep it.
    /// </summary>
    public PackedIntegers? Hits { get; init; }

    /// <summary>
    /// In parts of what size <see cref="Hits"/> counts, as so many to a draw; null for whole draws. Where images tie for the first place a
    /// query hits with the chance that one of them is the right person.
    /// </summary>
    public int? HitParts { get; init; }

    /// <summary>
    /// Parts of a draw that any chance of up to ten tied images is a whole number of, as many as fit so that those of more images are
    /// rounded little.
    /// </summary>
    /// <param name="draws">Noise draws.</param>
    public static int HitPartsOf(int draws)
    {
        var most = Math.Max(1, PackedIntegers.Largest / draws);
        return most < UpToTen ? most : most / UpToTen * UpToTen;
    }

    /// <summary>The least common multiple of 1 to 10.</summary>
    private const int UpToTen = 2520;
}
