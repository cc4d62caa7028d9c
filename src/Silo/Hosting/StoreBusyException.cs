namespace JsccGrid.Silo.Hosting;

/// <summary>Another run works on the same store.</summary>
public sealed class StoreBusyException : IOException
{
    public StoreBusyException()
    {
    }

    public StoreBusyException(string message)
        : base(message)
    {
    }

    public StoreBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
