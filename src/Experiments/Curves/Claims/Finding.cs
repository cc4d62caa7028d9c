namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>What a rule found: the verdict and the numbers that led to it, with what their uncertainty is.</summary>
internal sealed record Finding(ClaimVerdict Verdict, string Evidence, string Basis)
{
    public static Finding NotEnough(string reason) => new(ClaimVerdict.NotEnoughData, reason, "");
}
