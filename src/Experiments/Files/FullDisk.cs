namespace JsccGrid.Experiments.Files;

/// <summary>Recognises exceptions that are due to a disk or a quota without room.</summary>
public static class FullDisk
{
    /// <summary>EDQUOT, which .NET passes on as it is.</summary>
    private static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>ENOSPC, EDQUOT, and their two counterparts on Windows.</summary>
    private static readonly int[] Codes = [28, QuotaExceeded, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether it is a quota that has no room, and not the disk.</summary>
    public static bool IsQuota(IOException exception) => exception.HResult == QuotaExceeded;

    public static bool IsCauseOf(Exception exception) =>
        (exception is IOException && Codes.Contains(exception.HResult)) || (exception.InnerException is { } inner && IsCauseOf(inner));
}
