namespace JsccGrid.Silo.Hosting;

/// <summary>
/// One run works on a store at a time. The lock is the kernel's (<c>flock</c>), so that it ends with the process however that
/// dies.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const string FileName = "silo.lock";
    private const int Tries = 5;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private readonly FileStream file;

    private StoreLock(FileStream file) => this.file = file;

    /// <exception cref="StoreBusyException">Another process holds it.</exception>
    public static async Task<StoreLock> TakeAsync(string storeFolder, TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storeFolder);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new StoreLock(Open(storeFolder, FileMode.OpenOrCreate));
            }
            catch (IOException) when (tries < Tries)
            {
                // Perhaps only somebody who looks whether it is held.
                await Task.Delay(BetweenTries, clock, cancellationToken);
            }
            catch (IOException exception)
            {
                throw Busy(storeFolder, exception);
            }
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

    private static StoreBusyException Busy(string storeFolder, IOException exception)
    {
        var other = RunningMachine.Find(storeFolder);
        return new StoreBusyException(
            $"'{storeFolder}' is in use by another run{(other is null ? "" : $" (process {other.ProcessId}, since {other.StartedAt:u})")}. "
            + "Wait for it, stop it, or name another store.", exception);
    }

    private static FileStream Open(string storeFolder, FileMode mode) =>
        new(Path.Combine(storeFolder, FileName), mode, FileAccess.ReadWrite, FileShare.None);
}
