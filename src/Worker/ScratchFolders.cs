namespace JsccGrid.Worker;

/// <summary>Folders for what a slot works with.</summary>
internal static class ScratchFolders
{
    /// <summary>Deletes one. Where that does not work it is said, and nothing else: the folder takes room and does no other harm.</summary>
    public static void Delete(string folder, ILogger logger)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WorkerLog.ScratchNotDeleted(logger, folder, exception);
        }
    }
}
