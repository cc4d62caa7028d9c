namespace JsccGrid.Silo.Hosting;

/// <summary>A cluster could not be reached; the message says what was tried.</summary>
public sealed class ClusterUnavailableException : IOException
{
    public ClusterUnavailableException()
    {
    }

    public ClusterUnavailableException(string message)
        : base(message)
    {
    }

    public ClusterUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
