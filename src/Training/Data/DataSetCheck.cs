namespace JsccGrid.Training.Data;

/// <summary>Looks at every file of a data set.</summary>
public static class DataSetCheck
{
    /// <summary>Reads the names and decodes every image that training or testing would use. Broken input is reported, not thrown.</summary>
    public static DataSetReport Run(string folder, int threads, CancellationToken cancellation = default)
    {
        var scan = ReIdFolder.Scan(folder);
        var problems = scan.Problems.ToList();
        return new DataSetReport
        {
            Folder = scan.FullPath,
            Splits = [.. scan.Splits.Select(split => Look(split, problems, threads, cancellation))],
            Problems = problems,
            Warnings = [.. Warnings(scan)],
        };
    }

    private static SplitReport Look(ReIdSplit split, List<string> problems, int threads, CancellationToken cancellation)
    {
        var sizes = new (int Height, int Width)?[split.Usable.Count];
        var undecodable = new string[split.Usable.Count];
        Parallel.For(0, sizes.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, n =>
        {
            using var bitmap = ImageDecoder.TryDecode(split.Usable[n].Path, out undecodable[n]);
            if (bitmap is not null) sizes[n] = (bitmap.Height, bitmap.Width);
        });
        problems.AddRange(undecodable.Where(problem => problem.Length > 0));

        var decoded = sizes.OfType<(int Height, int Width)>().ToList();
        var people = split.Usable.Where(image => image.PersonId != ReIdFileName.Distractor).CountBy(image => image.PersonId).ToList();
        return new SplitReport
        {
            Name = split.Name,
            Images = split.Usable.Count,
            Identities = people.Count,
            Cameras = split.Usable.DistinctBy(image => image.CameraId).Count(),
            ImagesPerIdentity = Spread.Of(people.Select(person => person.Value)),
            Height = Spread.Of(decoded.Select(size => size.Height)),
            Width = Spread.Of(decoded.Select(size => size.Width)),
            Junk = Count(split, ReIdFileName.Junk),
            Distractors = Count(split, ReIdFileName.Distractor),
            OtherFiles = split.Ignored,
        };
    }

    private static IEnumerable<string> Warnings(ReIdFolder scan)
    {
        foreach (var split in scan.Splits)
        {
            if (Count(split, ReIdFileName.Junk) is > 0 and var junk)
                yield return $"{split.Name}: {junk} images of person -1 (junk) are left out";
            if (split != scan.Gallery && Count(split, ReIdFileName.Distractor) is > 0 and var distractors)
                yield return $"{split.Name}: {distractors} images of person 0000 (distractors) are left out; "
                    + "if this set counts its people from 0, renumber them from 1";
        }
        var single = scan.Train.Usable.GroupBy(image => image.PersonId).Count(person => person.DistinctBy(image => image.CameraId).Count() == 1);
        if (single > 0)
            yield return $"{scan.Train.Name}: {single} people are seen by one camera only; nothing about other cameras can be learned from them";
    }

    private static int Count(ReIdSplit split, int person) => split.Images.Count(image => image.PersonId == person);
}
