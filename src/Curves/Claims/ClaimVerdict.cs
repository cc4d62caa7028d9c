namespace JsccGrid.Curves.Claims;

/// <summary>What a run's data say about a claim.</summary>
public enum ClaimVerdict
{
    Supported,
    NotSupported,
    /// <summary>What would be support, from a single training: another seed may say otherwise.</summary>
    IndicationFor,
    /// <summary>What would be refutation, from a single training.</summary>
    IndicationAgainst,
    /// <summary>Cells are missing, the baseline has not learned, or the number that decides lies within its uncertainty.</summary>
    NotEnoughData,
}
