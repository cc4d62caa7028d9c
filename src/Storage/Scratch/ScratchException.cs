namespace JsccGrid.Storage.Scratch;

/// <summary>A folder for temporary files cannot be used; the message says which, why, and what would help.</summary>
public sealed class ScratchException(string message, Exception? innerException = null) : IOException(message, innerException);
