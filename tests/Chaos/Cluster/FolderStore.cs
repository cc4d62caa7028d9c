namespace JsccGrid.Chaos.Cluster;

/// <summary>The store of a cluster as a folder, which can be moved away and, where this machine allows it, be made read-only.</summary>
internal sealed class FolderStore : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly string surroundings;
    private readonly string away;
    private readonly string readOnlyView;
    private string current;
    private int impostors;
    private bool isMounted;

    /// <param name="surroundings">A folder for the store and for the place it is moved to.</param>
    public FolderStore(string surroundings)
    {
        this.surroundings = surroundings;
        Folder = Path.Combine(surroundings, "objects");
        away = Path.Combine(surroundings, "moved-away");
        readOnlyView = Path.Combine(surroundings, "read-only");
        current = Folder;
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Where the cluster looks for it.</summary>
    public string Folder { get; }

    /// <summary>Whether <see cref="AllowReadOnlyAsync"/> has succeeded.</summary>
    public bool CanBeReadOnly { get; private set; }

    /// <summary>Prepares a read-only view of the store. Before any process that has mounts of its own is started.</summary>
    /// <exception cref="IOException">This machine does not allow it.</exception>
    public async Task AllowReadOnlyAsync()
    {
        // What is mounted within a shared mount is mounted for the worker in a network namespace too, which has a copy of all mounts.
        await Shell.RunAsync("mount", "--bind", surroundings, surroundings);
        isMounted = true;
        await Shell.RunAsync("mount", "--make-shared", surroundings);
        Directory.CreateDirectory(readOnlyView);
        await Shell.RunAsync("mount", "--bind", Folder, readOnlyView);
        await Shell.RunAsync("mount", "-o", "remount,bind,ro", readOnlyView);
        CanBeReadOnly = true;
    }

    /// <summary>From now on nothing can be written. What is open stays open.</summary>
    public Task MakeReadOnlyAsync() => Shell.RunAsync("mount", "--bind", readOnlyView, Folder);

    public Task MakeWritableAsync() => Shell.RunAsync("umount", "--lazy", Folder);

    /// <summary>Gives it another name, as when a share is not mounted any more.</summary>
    public void MoveAway()
    {
        lock (gate)
        {
            Directory.Move(Folder, away);
            current = away;
        }
    }

    /// <summary>Gives it its own name again.</summary>
    /// <returns>Where that lies now which somebody had made in its place meanwhile; null when nobody had.</returns>
    public string? MoveBack()
    {
        lock (gate)
        {
            string? impostor = null;
            if (Directory.Exists(Folder))
            {
                impostor = Path.Combine(surroundings, FormattableString.Invariant($"impostor-{++impostors}"));
                Directory.Move(Folder, impostor);
            }
            Directory.Move(away, Folder);
            current = Folder;
            return impostor;
        }
    }

    /// <summary>Looks at it wherever it is; it is not moved meanwhile.</summary>
    public T Look<T>(Func<string, T> look)
    {
        lock (gate) return look(current);
    }

    public async ValueTask DisposeAsync()
    {
        // With all that is mounted within.
        if (isMounted) await Shell.RunAsync("umount", "--recursive", "--lazy", surroundings);
    }
}
