namespace JsccGrid.Experiments.Files;

/// <summary>Recognises exceptions that are due to a disk or a quota without room.</summary>
public static class FullDisk
{
    /// <summary>ENOSPC and EDQUOT, which .NET passes on as they are, and their two counterparts on Windows.</summary>
    private static readonly int[] Codes =
        [28, OperatingSystem.IsMacOS() ? 69 : 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static bool IsCauseOf(Exception exception) =>
        (exception is IOException && Codes.Contains(exception.HResult)) || (exception.InnerException is { } inner && IsCauseOf(inner));
}
