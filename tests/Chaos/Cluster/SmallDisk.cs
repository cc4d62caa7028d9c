namespace JsccGrid.Chaos.Cluster;

/// <summary>A file system of a few megabytes in memory, to be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BlockSize = 64 << 10;
    private readonly string filler;

    private SmallDisk(string folder)
    {
        Folder = folder;
        filler = Path.Combine(folder, "filler");
    }

    public string Folder { get; }

    /// <exception cref="IOException">This machine does not allow it.</exception>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await Shell.RunAsync("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m"), "jsccgrid-chaos", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            for (var block = new byte[BlockSize]; ;) file.Write(block);
        }
        catch (IOException)
        {
            // Full, to less than a block.
        }
        try
        {
            for (var page = new byte[1]; ;) file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(filler);

    public async ValueTask DisposeAsync() => await Shell.RunAsync("umount", "--lazy", Folder);
}
