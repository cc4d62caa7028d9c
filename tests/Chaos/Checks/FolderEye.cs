using JsccGrid.Chaos.Cluster;

namespace JsccGrid.Chaos.Checks;

/// <summary>Looks at the files of a folder, wherever that was moved to; a tag is the time a file was written and its length.</summary>
internal sealed class FolderEye(FolderStore store) : StoreEye
{
    public override Task<(byte[] Content, string Tag)?> ReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(store.Look<(byte[], string)?>(root =>
            File.Exists(Path.Combine(root, name)) ? Read(Path.Combine(root, name)) : null));

    public override Task WriteAsync(string name, byte[] content, string tag, CancellationToken cancellationToken) =>
        Task.FromResult(store.Look(root =>
        {
            var path = Path.Combine(root, name);
            if (Read(path).Tag != tag) throw new IOException($"{name} has been written meanwhile.");
            // Into the file itself, as a failing disk does.
            File.WriteAllBytes(path, content);
            return path;
        }));

    public override Task<IReadOnlyDictionary<string, string>> TagsAsync(string folder, CancellationToken cancellationToken) =>
        Task.FromResult(store.Look<IReadOnlyDictionary<string, string>>(root => new DirectoryInfo(Path.Combine(root, folder))
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(root, file.FullName),
                file => TagOf(file.LastWriteTimeUtc, file.Length),
                StringComparer.Ordinal)));

    private static (byte[] Content, string Tag) Read(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[RandomAccess.GetLength(handle)];
        var count = RandomAccess.Read(handle, content, fileOffset: 0);
        if (count != content.Length) throw new IOException($"{path} was cut while it was read.");
        return (content, TagOf(File.GetLastWriteTimeUtc(handle), content.Length));
    }

    private static string TagOf(DateTime writtenAt, long length) => FormattableString.Invariant($"{writtenAt.Ticks}/{length}");
}
