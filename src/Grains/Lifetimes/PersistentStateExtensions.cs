namespace JsccGrid.Grains.Lifetimes;

/// <summary>Writing state so that a failed write cannot wedge a grain.</summary>
internal static class PersistentStateExtensions
{
    /// <summary>
    /// Writes the state. When that fails nobody knows which state is now stored (the answer may have been lost, or another
    /// activation written): this activation ends, and the next begins with what is there.
    /// </summary>
    public static async Task WriteOrLeaveAsync<T>(this IPersistentState<T> storage, IGrainBase grain)
    {
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
