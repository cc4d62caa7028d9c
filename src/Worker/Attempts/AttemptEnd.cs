using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Worker.Attempts;

/// <summary>How an attempt ended, as the worker reports it.</summary>
internal abstract record AttemptEnd
{
    /// <summary>The result is in the store.</summary>
    public sealed record Completed : AttemptEnd;

    public sealed record Failed(AttemptFailure Failure) : AttemptEnd;

    /// <summary>Not failed, and not done: another attempt goes on.</summary>
    /// <param name="StoreAttempt">The greatest attempt the store is known to have seen.</param>
    /// <param name="Reason">For people, when it was not simply asked to stop.</param>
    public sealed record HandedBack(int StoreAttempt, string? Reason) : AttemptEnd;

    /// <summary>The lease is another's; nobody waits for news of this attempt.</summary>
    public sealed record Lost : AttemptEnd;
}
