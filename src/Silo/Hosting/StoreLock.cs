namespace JsccGrid.Silo.Hosting;

/// <summary>
/// One run works on a store at a time. The lock is the kernel's (<c>flock</c>), so that it ends with the process however that
/// dies.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const string FileName = "silo.lock";
    private readonly FileStream file;

    private StoreLock(FileStream file) => this.file = file;

    /// <exception cref="StoreBusyException">Another process holds it.</exception>
    public static StoreLock Take(string storeFolder)
    {
        Directory.CreateDirectory(storeFolder);
        try
        {
            return new StoreLock(Open(storeFolder, FileMode.OpenOrCreate));
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            var other = RunningMachine.Find(storeFolder);
            throw new StoreBusyException(
                $"'{storeFolder}' is in use by another run{(other is null ? "" : $" (process {other.ProcessId}, since {other.StartedAt:u})")}. "
                + "Wait for it, stop it, or name another store.", exception);
        }
    }

    public static bool IsHeld(string storeFolder)
    {
        try
        {
            Open(storeFolder, FileMode.Open).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => file.Dispose();

    private static FileStream Open(string storeFolder, FileMode mode) =>
        new(Path.Combine(storeFolder, FileName), mode, FileAccess.ReadWrite, FileShare.None);
}
