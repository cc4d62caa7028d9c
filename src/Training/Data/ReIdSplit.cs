namespace JsccGrid.Training.Data;

/// <summary>One of the three folders of a data set in re-ID layout.</summary>
internal sealed class ReIdSplit(string parent, string name, bool keepsDistractors)
{
    private readonly List<ReIdImage> images = [];

    public string Name => name;

    /// <summary>Images that training or testing uses.</summary>
    public IReadOnlyList<ReIdImage> Usable { get; private set; } = [];

    /// <summary>Every image whose name could be read, junk and distractors included.</summary>
    public IReadOnlyList<ReIdImage> Images => images;

    /// <summary>Files and folders that are no images.</summary>
    public int Ignored { get; private set; }

    public void Scan(List<string> problems)
    {
        var path = Path.Combine(parent, name);
        if (!Directory.Exists(path))
        {
            problems.Add($"{name}: no such folder in {parent}; expected one with this split's images");
            return;
        }
        var badNames = problems.Count;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry is not FileInfo || !ReIdFileName.IsImage(entry.Name)) Ignored++;
            else if (ReIdFileName.TryParse(entry.FullName) is { } image) images.Add(image);
            else problems.Add($"{name}/{entry.Name}: cannot tell the person and the camera from the name; {ReIdFileName.Expected}");
        }
        Usable = [.. images.Where(image => image.PersonId > 0 || (keepsDistractors && image.PersonId == ReIdFileName.Distractor))];
        if (Usable.All(image => image.PersonId == ReIdFileName.Distractor) && problems.Count == badNames)
        {
            problems.Add(
                $"{name}: no image of a person in it ({images.Count} of junk or distractors, {Ignored} other entries); {ReIdFileName.Expected}");
        }
    }
}
