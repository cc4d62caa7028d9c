namespace JsccGrid.Storage.Objects;

/// <summary>How calls to a store are repeated when the medium fails.</summary>
public sealed record StoreResilienceOptions
{
    /// <summary>Repetitions after the first try, from 0. Default: 4.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>Wait before the first repetition; doubles each time, with jitter. Default: 100 ms.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait. Default: 5 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);
}
