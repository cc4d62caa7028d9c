namespace JsccGrid.Silo.Hosting;

/// <summary>A cluster could not be reached; the message says what was tried.</summary>
public sealed class ClusterUnavailableException(string message, Exception? innerException = null) : IOException(message, innerException);
