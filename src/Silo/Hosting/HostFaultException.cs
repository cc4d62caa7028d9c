namespace JsccGrid.Silo.Hosting;

/// <summary>A part of a host that works in the background has died, or the host ended although nobody asked it to.</summary>
public sealed class HostFaultException : Exception
{
    public HostFaultException()
    {
    }

    public HostFaultException(string message)
        : base(message)
    {
    }

    public HostFaultException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
