namespace JsccGrid.Silo.Workers;

/// <summary>Recognises a full disk in what a training process says.</summary>
internal static class DiskSpace
{
    /// <summary>What the C library calls ENOSPC and EDQUOT; runtimes pass these on.</summary>
    private static readonly string[] Messages = ["No space left on device", "Disk quota exceeded"];

    public static bool IsCauseOf(string reason) => Messages.Any(message => reason.Contains(message, StringComparison.OrdinalIgnoreCase));
}
