namespace JsccGrid.Storage;

/// <summary>Something in the store is not what was written there. Trying again does not help.</summary>
public sealed class StoreCorruptException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <exception cref="StoreCorruptException">An object has a later format than this version knows.</exception>
    internal static void ThrowIfLater(string name, int? format, int current)
    {
        if (format > current)
            throw new StoreCorruptException(
                $"{name} has format {format}; this version reads up to {current}. Use the version that wrote it.");
    }
}
