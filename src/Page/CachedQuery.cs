namespace JsccGrid.Page;

/// <summary>The answer to a question that many ask at the same time: it is asked once, and the answer holds for a moment.</summary>
/// <param name="ask">The question.</param>
/// <param name="lifetime">How long an answer holds. A failure holds for nobody but those who already wait for it.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class CachedQuery<T>(Func<Task<T>> ask, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock gate = new();
    private Task<T>? answer;
    private long askedAt;

    public Task<T> GetAsync()
    {
        lock (gate)
        {
            if (answer is null || answer.IsCompleted && (!answer.IsCompletedSuccessfully || clock.GetElapsedTime(askedAt) > lifetime))
            {
                askedAt = clock.GetTimestamp();
                answer = ask();
            }
            return answer;
        }
    }

    public void Forget()
    {
        lock (gate) answer = null;
    }
}
