using JsccGrid.Experiments.Cells;

namespace JsccGrid.Storage;

/// <summary>A later attempt has taken over: this one can change nothing any more.</summary>
public sealed class FencedException : Exception
{
    public FencedException()
    {
    }

    public FencedException(string message)
        : base(message)
    {
    }

    public FencedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public FencedException(WorkId work, int attempt, int storeAttempt)
        : base($"Attempt {attempt} of {work} has lost its lease: the store is at attempt {storeAttempt}.") => StoreAttempt = storeAttempt;

    /// <summary>The attempt the store has seen.</summary>
    public int StoreAttempt { get; }
}
