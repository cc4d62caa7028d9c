namespace JsccGrid.Grains.Lifetimes;

/// <summary>The state of a grain whose calls interleave: changes are written one after the other.</summary>
internal sealed class SerialState<T>(IPersistentState<T> storage, IGrainBase grain)
    where T : class
{
    private Task last = Task.CompletedTask;

    /// <summary>As last written, or being written.</summary>
    public T Value => storage.State;

    /// <summary>Writes what a change makes of the state, unless it changes nothing.</summary>
    public async Task ChangeAsync(Func<T, T> change)
    {
        var before = last;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        last = done.Task;
        await before;
        try
        {
            var next = change(storage.State);
            if (ReferenceEquals(next, storage.State)) return;
            storage.State = next;
            await storage.WriteOrLeaveAsync(grain);
        }
        finally
        {
            done.SetResult();
        }
    }
}
