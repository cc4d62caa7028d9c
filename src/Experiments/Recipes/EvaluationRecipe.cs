using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Recipes;

/// <summary>How a trained cell is tested.</summary>
public sealed record EvaluationRecipe
{
    /// <summary>Channel SNRs of the test, in dB.</summary>
    [Count(1, 1000)]
    [Bounds(SnrDb.Least, SnrDb.Most, OrInfinity = true, Unit = "dB")]
    public required EquatableList<SnrDb> TestSnrDb { get; init; }
    /// <summary>Independent draws of the channel noise per test SNR.</summary>
    [Bounds(1, 100_000)]
    public required int NoiseDraws { get; init; }
    /// <summary>Images per forward pass.</summary>
    [Bounds(1, 65_536)]
    public required int BatchSize { get; init; }
    /// <summary>The distance that ranks the gallery; the other is reported beside it.</summary>
    public required RankingDistance Distance { get; init; }
}
