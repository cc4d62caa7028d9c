namespace JsccGrid.Training.Runtime;

/// <summary>The libtorch asked for cannot be used; the message says which and why.</summary>
public sealed class LibTorchException : Exception
{
    public LibTorchException(string message) : base(message) { }

    public LibTorchException(string message, Exception inner) : base(message, inner) { }
}
