using JsccGrid.Experiments;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.Checkpoints;

/// <summary>Folders that appear whole or not at all.</summary>
internal static class OutputFolder
{
    private const string Unfinished = ".unfinished";

    /// <summary>
    /// Lets <paramref name="write"/> fill a folder beside <paramref name="folder"/>, then renames it. What <paramref name="write"/>
    /// creates must be flushed to the disk by it. An unfinished folder of an earlier try is replaced.
    /// </summary>
    /// <returns>The files in it, by name.</returns>
    public static EquatableList<OutputFile> Write(string folder, Action<string> write)
    {
        var unfinished = folder + Unfinished;
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        write(unfinished);
        var files = Describe(unfinished);
        Directory.Move(unfinished, folder);
        return files;
    }

    /// <summary>The files of a folder with their hashes, by name.</summary>
    public static EquatableList<OutputFile> Describe(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(DescribeFile)];

    /// <summary>Writes a small text file and flushes it to the disk.</summary>
    public static void WriteText(string path, byte[] utf8)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(utf8);
        file.Flush(flushToDisk: true);
    }

    private static OutputFile DescribeFile(string path)
    {
        using var file = File.OpenRead(path);
        return new OutputFile(Path.GetFileName(path), file.Length, FileHash.Of(file));
    }

    /// <summary>Whether a folder left by <see cref="Write"/> is complete.</summary>
    public static bool IsFinished(string folder) => !folder.EndsWith(Unfinished, StringComparison.Ordinal);
}
