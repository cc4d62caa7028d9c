namespace JsccGrid.Storage.Scratch;

/// <summary>A folder for temporary files cannot be used; the message says which, why, and what would help.</summary>
public sealed class ScratchException : IOException
{
    public ScratchException()
    {
    }

    public ScratchException(string message)
        : base(message)
    {
    }

    public ScratchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
