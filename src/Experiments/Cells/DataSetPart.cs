using JsccGrid.Experiments.Files;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// One of the three folders of a re-ID data set and the files in it that belong to the set: its images. A file is one by its name
/// alone: it has the extension of a format that is read and is not hidden. Fingerprint, check, training and upload all ask here, so
/// that what a system leaves in a folder (<c>.DS_Store</c>, <c>Thumbs.db</c>, <c>._0001_c1_1.jpg</c>) is never part of a data set.
/// </summary>
public sealed record DataSetPart
{
    public const string Train = "bounding_box_train";
    public const string Query = "query";
    public const string Gallery = "bounding_box_test";

    /// <summary>Shown where an image in another format was found.</summary>
    public const string Formats = "JPEG, PNG, BMP or WebP";

    private static readonly HashSet<string> Extensions = new([".jpg", ".jpeg", ".png", ".bmp", ".webp"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> UnreadExtensions = new(
        [".gif", ".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl", ".jp2", ".jfif", ".jpe", ".ppm", ".pgm", ".tga", ".ico",
            ".svg", ".raw", ".dng"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The folders of a re-ID data set, as CUHK03-NP, Market-1501 and others lay them out.</summary>
    public static IReadOnlyList<string> Names { get; } = [Train, Query, Gallery];

    /// <summary>Name of the folder.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Names of the images, in ordinal order, those included that no scheme uses (junk): they are part of the set's identity.
    /// </summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>Names of what is there beside images, folders included, in ordinal order.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>What is wrong: a folder that cannot be listed, an image that is no file. One sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Those of <see cref="Others"/> that are images by their names, but in formats that are not read.</summary>
    public IEnumerable<string> UnreadImages => Others.Where(name => !IsHidden(name) && UnreadExtensions.Contains(Path.GetExtension(name)));

    /// <summary>Lists a part; opens no file.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static DataSetPart List(string folder, string name)
    {
        var problems = new List<string>();
        var images = new List<string>();
        var others = new List<string>();
        foreach (var entry in Entries(folder, name, problems))
        {
            if (IsHidden(entry) || !Extensions.Contains(Path.GetExtension(entry))) others.Add(entry);
            else if (RegularFile.WhyNot(Path.Combine(folder, name, entry)) is { } fault)
                problems.Add($"{name}/{entry}: {fault}; expected an image file");
            else images.Add(entry);
        }
        return new DataSetPart { Name = name, Images = images, Others = others, Problems = problems };
    }

    private static List<string> Entries(string folder, string name, List<string> problems)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (Directory.Exists(path))
                return [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))
                    .Order(StringComparer.Ordinal)];
            problems.Add($"{name}: no such folder in {folder}; expected one with this split's images");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{name}: cannot be listed: {exception.Message}");
        }
        return [];
    }

    private static bool IsHidden(string name) => name.StartsWith('.');
}
