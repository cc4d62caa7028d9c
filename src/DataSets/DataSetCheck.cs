using JsccGrid.Experiments.Text;

namespace JsccGrid.DataSets;

/// <summary>Looks at every file of a data set.</summary>
public static class DataSetCheck
{
    /// <summary>Reads the names and decodes every image that training or testing would use. Broken input is reported, not thrown.</summary>
    public static DataSetReport Run(string folder, int threads, CancellationToken cancellation = default)
    {
        var scan = ReIdFolder.Scan(folder);
        var problems = scan.Problems.ToList();
        var warnings = scan.Warnings().ToList();
        return new DataSetReport
        {
            Folder = scan.FullPath,
            Splits =
            [
                .. scan.Splits.Where(split => split.Exists)
                    .Select(split => CheckSplit(split, problems, warnings, threads, cancellation)),
            ],
            Problems = problems,
            Warnings = warnings,
        };
    }

    private static SplitReport CheckSplit(
        ReIdSplit split, List<string> problems, List<string> warnings, int threads, CancellationToken cancellation)
    {
        var sizes = new (int Height, int Width)?[split.Usable.Count];
        var undecodable = new string[split.Usable.Count];
        var turned = new bool[split.Usable.Count];
        Parallel.For(0, sizes.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, n =>
        {
            using var bitmap = ImageDecoder.TryDecode(split.Usable[n].Path, out undecodable[n], out turned[n]);
            if (bitmap is not null) sizes[n] = (bitmap.Height, bitmap.Width);
        });
        problems.AddRange(undecodable.Where(problem => problem.Length > 0));
        problems.AddRange(Unreadable(split.Images.Except(split.Usable)));
        if (turned.Count(isTurned => isTurned) is > 0 and var count)
        {
            warnings.Add(
                $"{split.Name}: {Counted.Text(count, "image carries", "images carry")} an EXIF orientation, which is not applied: "
                + $"{(count == 1 ? "it is" : "they are")} used as stored, turned or mirrored "
                + $"({Path.GetFileName(split.Usable[Array.IndexOf(turned, true)].Path)} the first). Turn the pixels instead, for "
                + "instance with 'mogrify -auto-orient'");
        }

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
            Junk = split.Count(ReIdFileName.Junk),
            Distractors = split.Count(ReIdFileName.Distractor),
            OtherFiles = split.Ignored,
        };
    }

    /// <summary>Images that no scheme uses are read all the same, for the fingerprint.</summary>
    private static IEnumerable<string> Unreadable(IEnumerable<ReIdImage> images)
    {
        foreach (var image in images)
            if (ImageDecoder.TryRead(image.Path, out var problem) is null) yield return problem;
    }
}
