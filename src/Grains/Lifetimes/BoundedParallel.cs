namespace JsccGrid.Grains.Lifetimes;

/// <summary>Many calls, a few at a time, so that a large grid does not flood silos and storage.</summary>
internal static class BoundedParallel
{
    /// <summary>Runs an action for each item, on the caller's scheduler, at most <paramref name="width"/> at a time.</summary>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, int width, Func<T, Task> action)
    {
        using var remaining = items.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, width).Select(_ => RunAsync()));

        async Task RunAsync()
        {
            while (remaining.MoveNext()) await action(remaining.Current);
        }
    }
}
