namespace JsccGrid.Experiments.Curves;

/// <summary>What the figures need to know beside the results.</summary>
public sealed record CurveSettings
{
    /// <summary>B of Fig. 4a and 4b, real channel uses per query.</summary>
    public required int Bandwidth { get; init; }
}
