using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.Experiments.Cells;

/// <summary>The identity of a re-ID folder: SHA-256 over the names and contents of the files in its three parts.</summary>
public static class DataSetFingerprint
{
    /// <summary>The folders of a re-ID data set, as CUHK03-NP, Market-1501 and others lay them out.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["bounding_box_train", "query", "bounding_box_test"];

    /// <exception cref="DirectoryNotFoundException">The folder or one of its parts is missing.</exception>
    public static string Compute(string folder)
    {
        var files = Files(folder);
        var hashes = new string[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            using var stream = File.OpenRead(Path.Combine(folder, files[i]));
            hashes[i] = Convert.ToHexStringLower(SHA256.HashData(stream));
        });
        return Combine(files.Zip(hashes));
    }

    /// <summary>The files that make up a data set (<c>query/0001.png</c>), in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder or one of its parts is missing.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        var missing = Parts.Where(part => !Directory.Exists(Path.Combine(folder, part))).ToList();
        if (missing.Count > 0)
            throw new DirectoryNotFoundException(
                $"'{folder}' is not a re-ID data set: it lacks {string.Join(", ", missing.Select(part => $"'{part}'"))}. "
                + "A data set is a folder with bounding_box_train, query and bounding_box_test.");
        return [.. Parts
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(folder, part)).Select(path => $"{part}/{Path.GetFileName(path)}"))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The fingerprint of files by their hashes.</summary>
    /// <param name="files">Name (<c>query/0001.png</c>) and SHA-256 (hexadecimal, lower case) of each file, in the names' ordinal order.</param>
    public static string Combine(IEnumerable<(string Name, string Sha256)> files)
    {
        var lines = string.Concat(files.Select(file => $"{file.Name} {file.Sha256}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)).AsSpan(0, 16));
    }
}
