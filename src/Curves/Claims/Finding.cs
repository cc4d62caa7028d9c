namespace JsccGrid.Curves.Claims;

/// <summary>What a rule found: the verdict and the numbers that led to it, with what their uncertainty is.</summary>
/// <param name="Verdict">As if seeds were many.</param>
/// <param name="Evidence">The numbers.</param>
/// <param name="Basis">What their ± is.</param>
/// <param name="Seeds">The fewest behind a number that decided; 0 where none did.</param>
internal sealed record Finding(ClaimVerdict Verdict, string Evidence, string Basis, int Seeds)
{
    public static Finding NotEnough(string reason) => new(ClaimVerdict.NotEnoughData, reason, "", 0);

    /// <summary>Speaks for the least repeated of the numbers that decided.</summary>
    public static Finding Of(ClaimVerdict verdict, string evidence, IReadOnlyCollection<Measurement> decided)
    {
        var least = decided.MinBy(number => (number.Seeds, number.Sampling is null ? 0 : 1, number.Repeats is null ? 0 : 1))!;
        return new Finding(verdict, evidence, least.Basis, least.Seeds);
    }
}
