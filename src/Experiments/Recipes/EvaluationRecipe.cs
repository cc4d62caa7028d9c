using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Recipes;

/// <summary>How a trained cell is tested.</summary>
public sealed record EvaluationRecipe
{
    /// <summary>Channel SNRs of the test, in dB.</summary>
    public required EquatableList<SnrDb> TestSnrDb { get; init; }
    /// <summary>Independent draws of the channel noise per test SNR.</summary>
    public required int NoiseDraws { get; init; }
    /// <summary>Images per forward pass.</summary>
    public required int BatchSize { get; init; }
    /// <summary>The distance that ranks the gallery; the other is reported beside it.</summary>
    public required RankingDistance Distance { get; init; }
}
