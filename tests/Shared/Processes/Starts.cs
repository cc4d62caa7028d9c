namespace JsccGrid.Tests.Shared.Processes;

/// <summary>Starts of several processes, of which all or none come to stay.</summary>
internal static class Starts
{
    /// <summary>Starts what something holds, and disposes it when that fails: nobody else would.</summary>
    public static async ValueTask StartOrDisposeAsync(this IAsyncDisposable holder, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }
}
