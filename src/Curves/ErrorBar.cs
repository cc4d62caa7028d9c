namespace JsccGrid.Curves;

/// <summary>What the standard error of a curve's point measures.</summary>
public enum ErrorBar
{
    /// <summary>Nothing: one seed, one draw.</summary>
    None,
    /// <summary>The channel's noise: one seed, tested over several draws.</summary>
    NoiseDraws,
    /// <summary>Training and channel: the means of several seeds.</summary>
    Seeds,
}
