namespace JsccGrid.Silo.Hosting;

/// <summary>A part of a host that works in the background has died, or the host ended although nobody asked it to.</summary>
public sealed class HostFaultException(string message, Exception? innerException = null) : Exception(message, innerException);
