using System.Collections;
using System.Runtime.CompilerServices;
using JsccGrid.LocalCluster.Processes;
using Xunit;

namespace JsccGrid.Tests.Shared.Waiting;

/// <summary>
/// How tests wait. Each wait says what it is for, ends with the test, and fails when its patience is spent: with what it waited for,
/// how long, and what it saw last. The patience stretches with the machine (<see cref="Patience"/>).
/// </summary>
internal static class Until
{
    /// <summary>The patience of a wait that names none, on a machine that has nothing else to do.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    /// <summary>Characters of what was seen last.</summary>
    private const int LongestText = 4000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">Asked again and again; what it throws ends the wait.</param>
    /// <param name="what">What is waited for, as it stands after "for": "the worker to be idle".</param>
    /// <param name="patience">Null for <see cref="DefaultPatience"/>.</param>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, patience);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null) =>
        SeenAsync(condition, holds => holds, what, patience);

    /// <summary>Looks again and again until what is seen is right.</summary>
    /// <param name="look">What it throws ends the wait.</param>
    /// <param name="isRight">Judges what was seen.</param>
    /// <param name="what">What is waited for, as it stands after "for".</param>
    /// <param name="patience">Null for <see cref="DefaultPatience"/>.</param>
    /// <returns>What was seen last.</returns>
    [OverloadResolutionPriority(1)]
    public static Task<T> SeenAsync<T>(Func<Task<T>> look, Func<T, bool> isRight, string what, TimeSpan? patience = null) =>
        RepeatAsync(look, isRight, bearsFailures: false, what, patience);

    /// <inheritdoc cref="SeenAsync{T}(Func{Task{T}}, Func{T, bool}, string, TimeSpan?)"/>
    public static Task<T> SeenAsync<T>(Func<T> look, Func<T, bool> isRight, string what, TimeSpan? patience = null) =>
        SeenAsync(() => Task.FromResult(look()), isRight, what, patience);

    /// <summary>Looks again and again until what is seen is right, and bears with failures on the way.</summary>
    /// <inheritdoc cref="SeenAsync{T}(Func{Task{T}}, Func{T, bool}, string, TimeSpan?)"/>
    public static Task<T> SeenInTroubleAsync<T>(Func<Task<T>> look, Func<T, bool> isRight, string what, TimeSpan? patience = null) =>
        RepeatAsync(look, isRight, bearsFailures: true, what, patience);

    /// <summary>Repeats a call until it does not fail.</summary>
    public static Task SucceedsAsync(Func<Task> call, string what, TimeSpan? patience = null) =>
        SeenInTroubleAsync(
            async () =>
            {
                await call();
                return true;
            },
            done => done,
            what,
            patience);

    /// <summary>Waits for something to end, and for its result.</summary>
    public static async Task<T> EndsAsync<T>(Task<T> task, string what, TimeSpan? patience = null)
    {
        using var limit = new Patience(patience ?? DefaultPatience, TestContext.Current.CancellationToken);
        try
        {
            return await task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsSpent && !task.IsCompleted)
        {
            throw Spent(what, limit, "It has not ended.", null);
        }
    }

    /// <inheritdoc cref="EndsAsync{T}(Task{T}, string, TimeSpan?)"/>
    public static Task EndsAsync(Task task, string what, TimeSpan? patience = null)
    {
        return EndsAsync(ValueOfAsync(), what, patience);

        async Task<bool> ValueOfAsync()
        {
            await task;
            return true;
        }
    }

    /// <summary>Never ends but by cancellation.</summary>
    public static Task CancelledAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <summary>What a time becomes on this machine as it is now, for what measures it with a clock of its own.</summary>
    public static TimeSpan Stretched(TimeSpan time) => time * MachineLoad.Read();

    /// <summary>A limit for a wait that is not asked again and again, such as a stream that is read.</summary>
    public static Patience Limit(TimeSpan? patience = null) => new(patience ?? DefaultPatience, TestContext.Current.CancellationToken);

    /// <summary>A short rest between two tries of something that goes on until it is stopped.</summary>
    public static async Task PauseAsync(CancellationToken stopping) =>
        await Task.Delay(LongestPause / 2, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task<T> RepeatAsync<T>(
        Func<Task<T>> look,
        Func<T, bool> isRight,
        bool bearsFailures,
        string what,
        TimeSpan? patience)
    {
        using var limit = Limit(patience);
        var seen = "nothing: the first look has not ended";
        Exception? failure = null;
        try
        {
            for (var pause = ShortestPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
            {
                try
                {
                    var state = await look().WaitAsync(limit.Token);
                    if (isRight(state)) return state;
                    (seen, failure) = (Describe(state), null);
                }
                catch (Exception exception) when (bearsFailures && !limit.Token.IsCancellationRequested)
                {
                    (seen, failure) = ($"{exception.GetType().Name}: {exception.Message}", exception);
                }
                await Task.Delay(pause, limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsSpent)
        {
            throw Spent(what, limit, $"Last seen: {seen}", failure);
        }
    }

    private static TimeoutException Spent(string what, Patience limit, string seen, Exception? failure) =>
        new($"Waited for {what}, in vain for {limit}. {(seen.Length <= LongestText ? seen : $"{seen[..LongestText]}…")}", failure);

    private static string Describe(object? state) => state switch
    {
        null => "null",
        string text => text,
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Describe))}]",
        _ => state.ToString() ?? "",
    };
}
