using JsccGrid.Experiments.Cells;

namespace JsccGrid.Storage;

/// <summary>A later attempt has taken over: this one can change nothing any more.</summary>
public sealed class FencedException(WorkId work, int attempt, int storeAttempt)
    : Exception($"Attempt {attempt} of {work} has lost its lease: the store is at attempt {storeAttempt}.")
{
    /// <summary>The attempt the store has seen.</summary>
    public int StoreAttempt { get; } = storeAttempt;
}
