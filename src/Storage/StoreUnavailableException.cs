namespace JsccGrid.Storage;

/// <summary>
/// The medium of a store is gone, full or read-only; the message says which. The same call succeeds once somebody has cured that,
/// so it is repeated like any failure of the medium.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : IOException(message, innerException);
