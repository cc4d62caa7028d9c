using JsccGrid.Storage.Objects;

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
                return new StoreLock(new FileStream(PathOf(storeFolder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (tries < Tries && FileLock.IsHeldByAnother(exception))
            {
                // Perhaps only somebody who looks whether it is held.
                await Task.Delay(BetweenTries, clock, cancellationToken);
            }
            catch (IOException exception) when (FileLock.IsHeldByAnother(exception))
            {
                throw Busy(storeFolder, exception);
            }
        }
    }

    /// <summary>Needs no right to write: two who look do not disturb each other.</summary>
    public static bool IsHeld(string storeFolder)
    {
        try
        {
            new FileStream(PathOf(storeFolder), FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException exception)
        {
            return FileLock.IsHeldByAnother(exception);
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

    private static string PathOf(string storeFolder) => Path.Combine(storeFolder, FileName);
}
