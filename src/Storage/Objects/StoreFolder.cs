using JsccGrid.Experiments.Files;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Tells a store that is in trouble from one that is empty, and says what the trouble is. A folder that was moved away or whose file
/// system is not mounted any more has no objects, and neither has what is found in its place; only this process's own temporary
/// folder tells that it is the store that was opened.
/// </summary>
internal sealed class StoreFolder(string root, StagingFolder own, bool mustExist)
{
    private const int ReadOnlyFileSystem = 30;
    private static readonly int Stale = OperatingSystem.IsMacOS() ? 70 : 116;

    public bool IsThere => own.IsThere && (!mustExist || Directory.Exists(root));

    /// <exception cref="StoreUnavailableException">The folder is gone.</exception>
    public void RequireThere()
    {
        if (!IsThere) throw Gone(null);
    }

    /// <summary>A call that may find nothing: null or false.</summary>
    /// <exception cref="StoreUnavailableException">It found nothing because the folder is gone.</exception>
    public async Task<T> FindAsync<T>(Func<Task<T>> call)
    {
        var found = await ReadAsync(call);
        if (EqualityComparer<T>.Default.Equals(found, default)) RequireThere();
        return found;
    }

    /// <exception cref="StoreAccessException">This user may not read here.</exception>
    /// <exception cref="StoreUnavailableException">The folder is gone.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (IOException exception) when (IsGone(exception))
        {
            throw Gone(exception);
        }
        catch (UnauthorizedAccessException exception) when (IsHere(exception))
        {
            throw new StoreAccessException($"The store '{root}' cannot be read by this user: {exception.Message}", exception);
        }
    }

    /// <exception cref="StoreAccessException">This user may not write here.</exception>
    /// <exception cref="StoreUnavailableException">The folder is gone, or full.</exception>
    public async Task<T> WriteAsync<T>(Func<Task<T>> call)
    {
        RequireThere();
        try
        {
            return await call();
        }
        catch (IOException exception) when (IsGone(exception))
        {
            throw Gone(exception);
        }
        catch (IOException exception) when (FullDisk.IsCauseOf(exception))
        {
            var what = FullDisk.IsQuota(exception) ? "the disk quota of its owner is used up" : "no space is left";
            throw new StoreUnavailableException($"The store is full: {what} on the file system of the folder '{root}'.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem }
            && IsHere(exception))
        {
            throw new StoreAccessException(
                $"The store '{root}' cannot be written to by this user: {exception.Message.TrimEnd('.')}. "
                + "Give write access to its folder and all in it, or use another store.",
                exception);
        }
    }

    /// <summary>Not of the local file that is copied from or to.</summary>
    private bool IsHere(Exception exception) => exception.Message.Contains(root, StringComparison.Ordinal);

    private bool IsGone(IOException exception) => exception is not StoreUnavailableException && (exception.HResult == Stale || !IsThere);

    private StoreUnavailableException Gone(Exception? exception) => new(
        $"The store is gone: the folder '{root}' is not there{(own.IsThere ? "" : " any more, or another is in its place")}."
        + $" Was it moved, or its file system unmounted? It is not made {(own.IsThere ? "by a cluster" : "anew")}.",
        exception);
}
