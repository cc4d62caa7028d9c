using JsccGrid.Experiments.Cells;

namespace JsccGrid.DataSets;

/// <summary>What a folder in re-ID layout holds by its file names, and what is wrong with it.</summary>
internal sealed class ReIdFolder
{
    private ReIdFolder(string path)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Name = Path.GetFileName(FullPath);
        Train = new ReIdSplit(FullPath, DataSetPart.Train, keepsDistractors: false);
        Query = new ReIdSplit(FullPath, DataSetPart.Query, keepsDistractors: false);
        Gallery = new ReIdSplit(FullPath, DataSetPart.Gallery, keepsDistractors: true);
    }

    public string FullPath { get; }
    public string Name { get; }
    public ReIdSplit Train { get; }
    public ReIdSplit Query { get; }
    public ReIdSplit Gallery { get; }
    public IReadOnlyList<ReIdSplit> Splits => [Train, Query, Gallery];
    public List<string> Problems { get; } = [];

    /// <summary>Lists the folder without opening any image. Order is by file name, byte by byte, on every file system.</summary>
    public static ReIdFolder Scan(string path)
    {
        var folder = new ReIdFolder(path);
        if (!Directory.Exists(folder.FullPath))
        {
            folder.Problems.Add($"{folder.FullPath}: no such folder; expected one that holds {string.Join(", ", DataSetPart.Names)}");
            return folder;
        }
        if (!folder.Splits.Any(split => split.Exists))
        {
            folder.Problems.Add($"{folder.FullPath}: not a re-ID data set; expected a folder that holds "
                + $"{string.Join(", ", DataSetPart.Names)}{folder.Found()}");
            return folder;
        }
        foreach (var split in folder.Splits) split.Scan(folder.Problems);
        folder.CheckPeople();
        return folder;
    }

    /// <summary>What stands there instead of the three folders.</summary>
    private string Found()
    {
        const int shown = 5;
        var folders = Directory.GetDirectories(FullPath, "*", new EnumerationOptions { IgnoreInaccessible = true })
            .Order(StringComparer.Ordinal).ToList();
        if (folders.Find(inner => DataSetPart.Names.All(part => Directory.Exists(Path.Combine(inner, part)))) is { } dataSet)
            return $", as {dataSet} does";
        var names = folders.Take(shown).Select(inner => Path.GetFileName(inner)).ToList();
        return names.Count == 0 ? "" : $"; it holds {string.Join(", ", names)}{(folders.Count > shown ? ", …" : "")}";
    }

    /// <summary>What does not keep the folder from being used, but may not be meant, as far as names tell.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var split in Splits)
        {
            if (split.UnreadImages.Count > 0) yield return $"{split.Name}: left out: {split.DescribeUnread()}";
            if (split.Count(ReIdFileName.Junk) is > 0 and var junk)
                yield return $"{split.Name}: {junk} images of person -1 (junk) are left out";
            if (split != Gallery && split.Count(ReIdFileName.Distractor) is > 0 and var distractors)
                yield return $"{split.Name}: {distractors} images of person 0000 (distractors) are left out; "
                    + "if this set counts its people from 0, renumber them from 1";
        }
        var single = Train.Usable.GroupBy(image => image.PersonId).Count(person => person.DistinctBy(image => image.CameraId).Count() == 1);
        if (single > 0)
            yield return $"{Train.Name}: {single} people are seen by one camera only; nothing about other cameras can be learned from them";
    }

    private void CheckPeople()
    {
        var train = FirstImages(Train);
        var test = FirstImages(Query);
        foreach (var (person, image) in FirstImages(Gallery)) test.TryAdd(person, image);

        if (train.Count == 1) Problems.Add($"{Train.Name}: a single person ({train.Keys.Single():D4}); a classifier needs two or more");
        foreach (var person in train.Keys.Intersect(test.Keys).Order())
        {
            Problems.Add(
                $"person {person:D4} is in training ({Describe(train[person])}) and in the test ({Describe(test[person])}); "
                + "they must be different people");
        }

        if (Gallery.Usable.Count == 0) return;
        var cameras = Gallery.Usable.ToLookup(image => image.PersonId, image => image.CameraId);
        foreach (var query in Query.Usable.Where(query => cameras[query.PersonId].All(camera => camera == query.CameraId)))
        {
            Problems.Add(
                $"{Describe(query)}: person {query.PersonId:D4} is not in {Gallery.Name} from a camera other than {query.CameraId}, "
                + "so nothing can match; add such an image or remove the query");
        }
    }

    private static Dictionary<int, ReIdImage> FirstImages(ReIdSplit split) =>
        split.Usable.Where(image => image.PersonId != ReIdFileName.Distractor)
            .GroupBy(image => image.PersonId).ToDictionary(person => person.Key, person => person.First());

    private string Describe(ReIdImage image) => Path.GetRelativePath(FullPath, image.Path);
}
