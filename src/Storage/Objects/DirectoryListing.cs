using System.IO.Enumeration;

namespace JsccGrid.Storage.Objects;

/// <summary>The files below a folder as objects, in the ordinal order of their names. Holds one folder's entries at a time.</summary>
/// <exception cref="UnauthorizedAccessException">A folder is closed to this user: what it holds is not passed over.</exception>
internal static class DirectoryListing
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    private readonly record struct Entry(string Key, bool IsFolder, long Size, DateTimeOffset LastModified)
    {
        public string Name => IsFolder ? Key[..^1] : Key;
    }

    /// <param name="path">Where the folder lies; it may be absent, or go while it is read.</param>
    /// <param name="name">The folder as the names of its objects begin; empty for the store itself.</param>
    /// <param name="onAbsent">Called when it is absent, before it is taken to be empty.</param>
    public static IEnumerable<ObjectInfo> Enumerate(string path, string name, Action onAbsent)
    {
        foreach (var entry in Entries(path, onAbsent))
        {
            var entryName = name.Length == 0 ? entry.Name : $"{name}/{entry.Name}";
            if (!ObjectName.IsValid(entryName)) continue;
            if (!entry.IsFolder)
            {
                yield return new ObjectInfo(entryName, entry.Size, entry.LastModified);
                continue;
            }
            foreach (var info in Enumerate(Path.Combine(path, entry.Name), entryName, onAbsent)) yield return info;
        }
    }

    private static List<Entry> Entries(string path, Action onAbsent)
    {
        try
        {
            // A folder sorts as what its objects' names go on with: "a/b" comes after "a.b".
            return [.. new FileSystemEnumerable<Entry>(path, static (ref FileSystemEntry entry) => new Entry(
                    entry.IsDirectory ? $"{entry.FileName}/" : entry.FileName.ToString(), entry.IsDirectory,
                    entry.IsDirectory ? 0 : entry.Length, entry.IsDirectory ? default : entry.LastWriteTimeUtc), Everything)
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            onAbsent();
            return [];
        }
    }
}
