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
        var missing = Parts.Where(part => !Directory.Exists(Path.Combine(folder, part))).ToList();
        if (missing.Count > 0)
            throw new DirectoryNotFoundException(
                $"'{folder}' is not a re-ID data set: it lacks {string.Join(", ", missing.Select(part => $"'{part}'"))}. "
                + "A data set is a folder with bounding_box_train, query and bounding_box_test.");
        var files = Parts
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(folder, part))
                .Select(path => (Name: $"{part}/{Path.GetFileName(path)}", Path: path)))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var lines = new string[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            using var stream = File.OpenRead(files[i].Path);
            lines[i] = $"{files[i].Name} {Convert.ToHexStringLower(SHA256.HashData(stream))}\n";
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))).AsSpan(0, 16));
    }
}
