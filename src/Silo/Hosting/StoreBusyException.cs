namespace JsccGrid.Silo.Hosting;

/// <summary>Another run works on the same store.</summary>
public sealed class StoreBusyException(string message, Exception? innerException = null) : IOException(message, innerException);
