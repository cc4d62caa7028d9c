using System.Diagnostics;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Worker.Inputs;

/// <summary>
/// Files and folders fetched from the store, each once for all slots. When they are larger than the bound, those that were used
/// longest ago and that nobody uses now are deleted.
/// </summary>
/// <param name="folder">Made when needed.</param>
/// <param name="maxBytes">The bound. What is in use may exceed it.</param>
/// <param name="closing">Ends fetches.</param>
internal sealed class InputCache(string folder, long maxBytes, CancellationToken closing)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Least recently used first.</summary>
    private readonly LinkedList<Entry> order = [];

    /// <summary>Fetches something, unless it is there, and keeps it until the use is disposed.</summary>
    /// <param name="name">The name of the file or folder.</param>
    /// <param name="fetch">Puts it at the path it is given; there is nothing yet.</param>
    /// <param name="cancellationToken">Ends the wait; the fetch goes on for others.</param>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public async Task<InputUse> UseAsync(string name, Func<string, CancellationToken, Task> fetch, CancellationToken cancellationToken)
    {
        // What is at the path is deleted first, and names are made of what a submission says.
        if (!ObjectName.IsSegment(name)) throw new ArgumentException($"'{name}' is not the name of a file.", nameof(name));
        var entry = Take(name, fetch);
        try
        {
            await entry.Fetch.WaitAsync(cancellationToken);
            return new InputUse(entry.Path, () => Release(entry));
        }
        catch
        {
            Release(entry);
            throw;
        }
    }

    private Entry Take(string name, Func<string, CancellationToken, Task> fetch)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(name, out var entry) || entry.Fetch is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                if (entry is not null) order.Remove(entry);
                entries[name] = entry = new Entry(name, Path.Combine(folder, name));
                entry.Fetch = Task.Run(() => FetchAsync(entry, fetch), CancellationToken.None);
            }
            else
            {
                order.Remove(entry);
            }
            order.AddLast(entry);
            entry.Users++;
            return entry;
        }
    }

    private async Task FetchAsync(Entry entry, Func<string, CancellationToken, Task> fetch)
    {
        Directory.CreateDirectory(folder);
        Delete(entry.Path);
        try
        {
            await fetch(entry.Path, closing);
            var size = SizeOf(entry.Path);
            lock (gate) entry.Size = size;
            Trim(maxBytes);
        }
        catch
        {
            Delete(entry.Path);
            // The disk may be full, and the next try should find room.
            Trim(0);
            throw;
        }
    }

    private void Release(Entry entry)
    {
        lock (gate)
        {
            entry.Users--;
            if (entry.Fetch.IsFaulted && entries.GetValueOrDefault(entry.Name) == entry)
            {
                entries.Remove(entry.Name);
                order.Remove(entry);
            }
        }
        Trim(maxBytes);
    }

    private void Trim(long bound)
    {
        lock (gate)
        {
            var total = order.Sum(entry => entry.Size);
            foreach (var entry in order.Where(entry => entry is { Users: 0, Fetch.IsCompletedSuccessfully: true }).ToList())
            {
                if (total <= bound) return;
                // Under the lock: nobody must find it half deleted.
                Delete(entry.Path);
                entries.Remove(entry.Name);
                order.Remove(entry);
                total -= entry.Size;
            }
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
    }

    private static long SizeOf(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : new FileInfo(path).Length;

    [DebuggerDisplay("{Name}, {Size} bytes, {Users} users")]
    private sealed class Entry(string name, string path)
    {
        public string Name => name;

        public string Path => path;

        public Task Fetch { get; set; } = Task.CompletedTask;

        public int Users { get; set; }

        public long Size { get; set; }
    }
}
