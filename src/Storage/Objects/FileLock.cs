namespace JsccGrid.Storage.Objects;

/// <summary>What opening a file that another process has locked ends in.</summary>
public static class FileLock
{
    private const int LinuxWouldBlock = 11;
    private const int DarwinWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>Whether a file could not be opened because of another's lock, and not for want of a right, room or a folder.</summary>
    public static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is LinuxWouldBlock or DarwinWouldBlock or WindowsSharingViolation;
}
