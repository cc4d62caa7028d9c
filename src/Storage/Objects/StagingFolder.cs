using System.Globalization;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// A store's place for files that have no name yet, one folder for each process that writes to it, made when it first does. What a
/// killed process left there is deleted by the next that writes; a lock tells the dead from the living.
/// </summary>
/// <param name="parent">Made when needed.</param>
internal sealed class StagingFolder(string parent) : IDisposable
{
    private const string LockFile = "lock";
    private readonly Lock gate = new();
    private readonly string folder = Path.Combine(parent, Guid.NewGuid().ToString("n"));
    private FileStream? held;
    private int next;

    /// <summary>
    /// Whether it is where it was made, if it was. It is nowhere else: another folder in the place of the store has none of that name.
    /// </summary>
    public bool IsThere => held is null || File.Exists(Path.Combine(folder, LockFile));

    /// <summary>A path that no file has.</summary>
    public string NewPath()
    {
        lock (gate)
        {
            held ??= Open();
            return Path.Combine(folder, (++next).ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (held is null) return;
            held.Dispose();
            held = null;
            DeleteIfDead(folder);
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(parent);
        foreach (var other in Directory.GetDirectories(parent)) DeleteIfDead(other);
        Directory.CreateDirectory(folder);
        return new FileStream(Path.Combine(folder, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    private static void DeleteIfDead(string folder)
    {
        try
        {
            // A folder without its lock file yet belongs to a store that is just opening.
            new FileStream(Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Alive, another user's, or being deleted by another: theirs to clean.
        }
    }
}
