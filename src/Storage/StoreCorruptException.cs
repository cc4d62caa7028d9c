namespace JsccGrid.Storage;

/// <summary>Something in the store is not what was written there. Trying again does not help.</summary>
public sealed class StoreCorruptException : Exception
{
    public StoreCorruptException()
    {
    }

    public StoreCorruptException(string message)
        : base(message)
    {
    }

    public StoreCorruptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
