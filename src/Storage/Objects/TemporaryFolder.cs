namespace JsccGrid.Storage.Objects;

/// <summary>
/// A store's place for files that have no name yet, one folder for each open store. What a killed process left there is deleted
/// by the next that opens the store; a lock tells the dead from the living.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string LockFile = "lock";
    private readonly string folder;
    private readonly FileStream held;
    private int next;

    public TemporaryFolder(string parent)
    {
        Directory.CreateDirectory(parent);
        foreach (var other in Directory.GetDirectories(parent)) DeleteIfDead(other);
        folder = Path.Combine(parent, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        held = new FileStream(Path.Combine(folder, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>A path that no file has.</summary>
    public string NewPath() => Path.Combine(folder, Interlocked.Increment(ref next).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
        held.Dispose();
        DeleteIfDead(folder);
    }

    private static void DeleteIfDead(string folder)
    {
        try
        {
            // A folder without its lock file yet belongs to a store that is just opening.
            new FileStream(Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Alive, or being deleted by another: theirs to clean.
        }
    }
}
