using System.Text.Json;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Import.People;

/// <summary>
/// Writes images into a folder of our layout, which appears whole or not at all. What a killed import left beside it is gone on with by
/// the next one of the same source.
/// </summary>
internal sealed class FolderImport
{
    private const string ManifestName = "import.json";
    private const string UnfinishedPrefix = ".unfinished";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly string target;
    private readonly string draft;
    private readonly string manifest;

    /// <param name="target">The folder to make.</param>
    /// <param name="source">Everything that decides what it will hold: files with their sizes and times, options.</param>
    public FolderImport(string target, IReadOnlyDictionary<string, string> source)
    {
        this.target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        draft = this.target + ".partial";
        manifest = JsonSerializer.Serialize(source, Json);
    }

    /// <summary>What a file contributes to a source: another file under the name, or a file that was changed, begins anew.</summary>
    public static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return FormattableString.Invariant($"{file.FullName}, {(file.Exists ? file.Length : 0)} bytes of {file.LastWriteTimeUtc:O}");
    }

    /// <summary>Whether the folder is there already, made from the same source.</summary>
    /// <exception cref="DataSetException">There is something else.</exception>
    public bool IsDone
    {
        get
        {
            if (File.Exists(target)) throw Occupied("there is a file of that name");
            if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any()) return false;
            return IsOfSource(target) ? true : throw Occupied("the folder holds other files, or was imported from another source");
        }
    }

    /// <param name="images">Each name once in each part.</param>
    /// <param name="progress">Told of every image.</param>
    /// <param name="cancellation">Leaves what is written for the next time.</param>
    /// <exception cref="DataSetException">
    /// Two images have one name, another import into the folder is at work, or the folder cannot be made there.
    /// </exception>
    public void Run(IReadOnlyList<PersonImage> images, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        if (images.CountBy(image => (image.Part, image.Name)).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } twice)
            throw new DataSetException(
                $"Nothing can be imported into {target}", [$"{twice.Value} images would be {twice.Key.Part}/{twice.Key.Name}"]);
        using var alone = Lock();
        if (IsDone) return; // another import was faster
        if (Directory.Exists(draft) && !IsOfSource(draft))
        {
            if (!File.Exists(Path.Combine(draft, ManifestName)) && Directory.EnumerateFileSystemEntries(draft).Any())
                throw new DataSetException($"Nothing can be imported into {target}", [$"{draft} holds files of something else; delete it"]);
            Directory.Delete(draft, recursive: true);
        }
        Directory.CreateDirectory(draft);
        File.WriteAllText(Path.Combine(draft, ManifestName), manifest);
        foreach (var left in Directory.GetFiles(draft, UnfinishedPrefix + "*")) File.Delete(left);
        var unfinished = Path.Combine(draft, $"{UnfinishedPrefix}-{Guid.NewGuid():n}");
        foreach (var part in DataSetPart.Names) Directory.CreateDirectory(Path.Combine(draft, part));
        for (var n = 0; n < images.Count; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(draft, images[n].Part, images[n].Name);
            if (!File.Exists(path))
            {
                // Hidden until it is whole, beside the folders that are listed.
                images[n].WriteTo(unfinished);
                File.Move(unfinished, path);
            }
            progress?.Report(new ImportProgress(n + 1, images.Count));
        }
        if (Directory.Exists(target)) Directory.Delete(target);
        Directory.Move(draft, target);
    }

    /// <summary>Beside the draft, which is deleted or renamed while it is held.</summary>
    private FileStream Lock()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(draft)!);
        try
        {
            return new FileStream(
                draft + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception)
        {
            throw new DataSetException($"Nothing can be imported into {target}",
                [$"another import into it seems to be at work; wait until it has ended, or stop it ({exception.Message})"], exception);
        }
    }

    private bool IsOfSource(string folder)
    {
        var file = Path.Combine(folder, ManifestName);
        return File.Exists(file) && File.ReadAllText(file) == manifest;
    }

    private DataSetException Occupied(string what) =>
        new($"Nothing can be imported into {target}", [$"{what}; expected a new or empty folder"]);
}
