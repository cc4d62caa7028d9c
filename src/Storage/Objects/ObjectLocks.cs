using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Mutual exclusion by object name, between the threads of this process and between processes. Names share 256 lock files, which
/// are never deleted; the kernel releases a dead process's lock (<c>flock</c>).
/// </summary>
/// <param name="folder">The folder of the lock files; made when the first lock is taken.</param>
/// <param name="timeProvider">The clock of waits for other processes.</param>
internal sealed class ObjectLocks(string folder, TimeProvider timeProvider)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(16);

    private readonly Lazy<DirectoryInfo> madeFolder = new(() => Directory.CreateDirectory(folder), LazyThreadSafetyMode.PublicationOnly);

    // Threads of one process queue here; only processes have to poll for each other.
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        int stripe = SHA256.HashData(Encoding.UTF8.GetBytes(name))[0];
        var semaphore = stripes[stripe];
        await semaphore.WaitAsync(cancellationToken);
        try
        {
            var path = Path.Combine(madeFolder.Value.FullName, stripe.ToString("x2", CultureInfo.InvariantCulture));
            return new Held(semaphore, await OpenAsync(path, cancellationToken));
        }
        catch
        {
            semaphore.Release();
            throw;
        }
    }

    private async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(1); ; wait = wait < MaxWait ? wait * 2 : MaxWait)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (IOException exception) when (FileLock.IsHeldByAnother(exception))
            {
                await Task.Delay(wait, timeProvider, cancellationToken);
            }
        }
    }

    private sealed class Held(SemaphoreSlim semaphore, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            semaphore.Release();
        }
    }
}
