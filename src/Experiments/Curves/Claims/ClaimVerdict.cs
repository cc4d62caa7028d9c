namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>What a run's data say about a claim.</summary>
public enum ClaimVerdict
{
    Supported,
    NotSupported,
    /// <summary>Cells are missing, or the difference that decides lies within its uncertainty.</summary>
    NotEnoughData,
}
