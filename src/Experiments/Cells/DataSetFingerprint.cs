using System.Text;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// The identity of a re-ID folder: SHA-256 over the names and contents of its images (<see cref="DataSetPart"/>). Formerly it
/// covered every other file in the three folders as well, which gave a folder another identity as soon as a system left something in
/// it. A store that knows a folder by its former fingerprint goes on with that one, so that nothing is trained again.
/// </summary>
public static class DataSetFingerprint
{
    /// <exception cref="DirectoryNotFoundException">The folder or one of its parts is missing.</exception>
    /// <exception cref="DataSetException">Images cannot be read; all are named.</exception>
    public static string Compute(string folder) => Compute(folder, Files(folder));

    /// <summary>The fingerprint that the folder had while every file counted.</summary>
    /// <returns>Null when there are no other files, or not all of them can be read: then there is none beside the one of today.</returns>
    public static string? ComputeFormer(string folder)
    {
        var files = FormerFiles(folder);
        if (files.Count == Files(folder).Count || files.Any(name => RegularFile.WhyNot(Path.Combine(folder, name)) is not null))
            return null;
        try
        {
            return Compute(folder, files);
        }
        catch (DataSetException)
        {
            return null;
        }
    }

    /// <summary>Whether a folder holds the data set of a fingerprint, be it computed as today or as formerly.</summary>
    public static bool Matches(string folder, string fingerprint) =>
        Compute(folder) == fingerprint || ComputeFormer(folder) == fingerprint;

    /// <summary>The files that make up a data set (<c>query/0001.png</c>), in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder or one of its parts is missing.</exception>
    /// <exception cref="DataSetException">Something that is named like an image is no file; all are named.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        var parts = Parts(folder);
        var problems = parts.SelectMany(part => part.Problems).ToList();
        if (problems.Count > 0) throw new DataSetException($"Data set {folder} cannot be used", problems);
        return Named(parts, part => part.Images);
    }

    /// <summary>The files that made up a data set while every file did, images or not.</summary>
    public static IReadOnlyList<string> FormerFiles(string folder) =>
        Named(Parts(folder),
            part => part.Images.Concat(part.Others.Where(other => !Directory.Exists(Path.Combine(folder, part.Name, other)))));

    /// <summary>The fingerprint of files by their hashes.</summary>
    /// <param name="files">
    /// Name (<c>query/0001.png</c>) and SHA-256 (hexadecimal, lower case) of each file, in the names' ordinal order.
    /// </param>
    public static string Combine(IEnumerable<(string Name, string Sha256)> files)
    {
        var lines = string.Concat(files.Select(file => $"{file.Name} {file.Sha256}\n"));
        return HexDigest.Of(Encoding.UTF8.GetBytes(lines));
    }

    private static string Compute(string folder, IReadOnlyList<string> files)
    {
        var hashes = new string[files.Count];
        var faults = new Exception?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                hashes[i] = FileHash.Of(Path.Combine(folder, files[i]));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                faults[i] = exception;
            }
        });
        var problems = files.Zip(faults).Where(file => file.Second is not null)
            .Select(file => $"{file.First}: cannot be read: {file.Second!.Message}").ToList();
        return problems.Count == 0
            ? Combine(files.Zip(hashes))
            : throw new DataSetException($"Data set {folder} cannot be used", problems, faults.OfType<IOException>().FirstOrDefault());
    }

    private static List<DataSetPart> Parts(string folder)
    {
        var missing = DataSetPart.Names.Where(part => !Directory.Exists(Path.Combine(folder, part))).ToList();
        if (missing.Count > 0)
            throw new DirectoryNotFoundException(
                $"'{folder}' is not a re-ID data set: it lacks {string.Join(", ", missing.Select(part => $"'{part}'"))}. "
                + "A data set is a folder with bounding_box_train, query and bounding_box_test.");
        return [.. DataSetPart.Names.Select(part => DataSetPart.List(folder, part))];
    }

    private static List<string> Named(List<DataSetPart> parts, Func<DataSetPart, IEnumerable<string>> files) =>
        [.. parts.SelectMany(part => files(part).Select(name => $"{part.Name}/{name}")).Order(StringComparer.Ordinal)];
}
