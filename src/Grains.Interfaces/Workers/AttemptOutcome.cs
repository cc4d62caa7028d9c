namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>What an attempt says of the worker it ran on.</summary>
[GenerateSerializer, Alias("jsccgrid.AttemptOutcome")]
public enum AttemptOutcome
{
    Succeeded = 0,
    /// <summary>Failed, and has not failed on another worker before: the worker may be to blame.</summary>
    Failed = 1,
    /// <summary>Failed here as on another worker: the cell is to blame.</summary>
    FailedElsewhereToo = 2,
}
