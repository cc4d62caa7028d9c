namespace JsccGrid.Worker;

/// <summary>Keys of services that see the store.</summary>
public static class StoreNames
{
    /// <summary>The worker's view, which waits for a store that is away as long as an attempt lives.</summary>
    public const string Worker = "worker";
}
