namespace JsccGrid.Storage;

/// <summary>
/// The store is there and refuses this process, or refuses it writing. Trying again does not help until somebody changes what may be
/// accessed.
/// </summary>
public sealed class StoreAccessException(string message, Exception? innerException = null) : IOException(message, innerException);
