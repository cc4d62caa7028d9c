namespace JsccGrid.LocalCluster.Processes;

/// <summary>A server did not come up, or is not installed.</summary>
public sealed class ServerStartException(string message, Exception? innerException = null) : Exception(message, innerException);
