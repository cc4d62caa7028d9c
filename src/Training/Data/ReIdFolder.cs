namespace JsccGrid.Training.Data;

/// <summary>What a folder in re-ID layout holds by its file names, and what is wrong with it.</summary>
internal sealed class ReIdFolder
{
    private ReIdFolder(string path)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Name = Path.GetFileName(FullPath);
        Train = new ReIdSplit(FullPath, "bounding_box_train", keepsDistractors: false);
        Query = new ReIdSplit(FullPath, "query", keepsDistractors: false);
        Gallery = new ReIdSplit(FullPath, "bounding_box_test", keepsDistractors: true);
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
            var names = string.Join(", ", folder.Splits.Select(split => split.Name));
            folder.Problems.Add($"{folder.FullPath}: no such folder; expected one that holds {names}");
            return folder;
        }
        foreach (var split in folder.Splits) split.Scan(folder.Problems);
        folder.CheckPeople();
        return folder;
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
