namespace JsccGrid.LocalCluster.Processes;

/// <summary>Folders and files that hold secrets: for their owner alone.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, or closes one that is there to others. Folders above it that are missing are made as usual.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made, or is another user's.</exception>
    public static string MakeFolder(string folder)
    {
        var path = Path.GetFullPath(folder);
        if (Path.GetDirectoryName(path) is { } parent) Directory.CreateDirectory(parent);
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path).FullName;
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Writes a file anew, under its name at once and wholly.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}");
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(temporary, options)) file.Write(content);
        File.Move(temporary, path, overwrite: true);
    }
}
