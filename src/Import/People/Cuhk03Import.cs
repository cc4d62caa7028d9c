using System.Globalization;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Import.People;

/// <summary>Makes a folder of our layout of CUHK03 as it is issued: cuhk-03.mat, or its extracted images.</summary>
public sealed class Cuhk03Import
{
    private static readonly (string Variable, string Part)[] Parts =
        [("train_idx", DataSetPart.Train), ("query_idx", DataSetPart.Query), ("gallery_idx", DataSetPart.Gallery)];

    /// <summary>cuhk-03.mat, or a folder of its images (1_001_1_01.png, …).</summary>
    public required string Source { get; init; }

    /// <summary>Which of the two sets of images.</summary>
    public required Cuhk03Boxes Boxes { get; init; }

    /// <summary>The new protocol's split; null for the classic protocol.</summary>
    public string? SplitFile { get; init; }

    /// <summary>Which of the classic protocol's test sets, from 1.</summary>
    public int TestSet { get; init; } = 1;

    /// <summary>What the counts are compared with; null for what the protocol says.</summary>
    internal KnownProtocol? Expected { get; init; }

    /// <param name="target">The folder to make.</param>
    /// <param name="progress">Told of every image.</param>
    /// <param name="cancellation">Leaves what is written for the next time.</param>
    /// <returns>False when the folder is there already.</returns>
    /// <exception cref="ImportException">A file is damaged, cut off or another one.</exception>
    /// <exception cref="DataSetException">The target holds something else, or the counts are not the protocol's.</exception>
    public bool Run(string target, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        var import = new FolderImport(target, new Dictionary<string, string>
        {
            ["dataSet"] = "CUHK03",
            ["source"] = FolderImport.Stamp(Source),
            ["boxes"] = Boxes.ToString(),
            ["split"] = SplitFile is null ? TestSet.ToString(CultureInfo.InvariantCulture) : FolderImport.Stamp(SplitFile),
        });
        if (import.IsDone) return false;
        using var file = Directory.Exists(Source) ? null : new Cuhk03File(Source);
        var images = SplitFile is not null ? OfNewProtocol(file, new Cuhk03Split(SplitFile))
            : file is not null ? OfClassicProtocol(file)
            : throw new ImportException(Source, "a folder; the classic protocol's test sets are in cuhk-03.mat, which is expected");
        if (SplitFile is not null)
            RequireCounts(images,
                Expected ?? (Boxes == Cuhk03Boxes.Labelled ? KnownProtocol.Cuhk03Labelled : KnownProtocol.Cuhk03Detected));
        import.Run(images, progress, cancellation);
        return true;
    }

    private List<PersonImage> OfNewProtocol(Cuhk03File? file, Cuhk03Split split)
    {
        var inFile = file?.Images(Boxes).ToDictionary(image => image.Name, StringComparer.Ordinal);
        var images = new List<PersonImage>();
        var missing = new List<string>();
        foreach (var (variable, part) in Parts)
        {
            foreach (var place in split.Places(variable))
            {
                var name = split.Names[place];
                var image = inFile?.GetValueOrDefault(Path.GetFileNameWithoutExtension(name));
                var writer = file is null ? CopyOf(name) : image is not null && file.IsThere(image) ? WriterOf(file, image) : null;
                if (writer is null) missing.Add($"{part}: {name} is not in {Source}");
                else images.Add(PersonImage.Of(
                    part, split.People[place], split.Cameras[place], file is null ? name : $"{image!.Name}.png", writer));
            }
        }
        return missing.Count == 0 ? images : throw new DataSetException(
            $"{SplitFile} speaks of {missing.Count} images that are not there "
            + $"({(Boxes == Cuhk03Boxes.Labelled ? "labelled" : "detected")} boxes); "
            + "is it of the other boxes?", missing);
    }

    /// <summary>All images of the test people are searched for and searched; no match counts that is of the query's own camera.</summary>
    private List<PersonImage> OfClassicProtocol(Cuhk03File file)
    {
        var test = file.TestSet(TestSet);
        var images = new List<PersonImage>();
        var people = file.Images(Boxes).Where(file.IsThere).GroupBy(image => (image.Pair, image.Person)).ToList();
        var number = 0;
        foreach (var person in people)
        {
            number++;
            var isTest = test.Contains(person.Key);
            var isSeenByBoth = person.DistinctBy(image => image.View).Count() == 2;
            foreach (var image in person)
            {
                string[] parts = !isTest
                    ? [DataSetPart.Train]
                    : isSeenByBoth ? [DataSetPart.Query, DataSetPart.Gallery] : [DataSetPart.Gallery];
                foreach (var part in parts)
                    images.Add(PersonImage.Of(part, number, image.View, $"{image.Name}.png", WriterOf(file, image)));
            }
        }
        var found = people.Count(person => test.Contains(person.Key));
        return found == test.Count ? images
            : throw new ImportException(Source, $"test set {TestSet} speaks of {test.Count} people, of whom {found} are there");
    }

    private static Action<string> WriterOf(Cuhk03File file, Cuhk03Image image) => target => file.WritePng(image, target);

    private Action<string>? CopyOf(string name)
    {
        var path = Path.Combine(Source, Path.GetFileName(name));
        return File.Exists(path) ? target => File.Copy(path, target) : null;
    }

    private void RequireCounts(List<PersonImage> images, KnownProtocol expected)
    {
        int Count(string part) => images.Count(image => image.Part == part);
        int People(string part) => images.Where(image => image.Part == part).DistinctBy(image => image.Person).Count();
        var found = expected with
        {
            Train = Count(DataSetPart.Train),
            Query = Count(DataSetPart.Query),
            Gallery = Count(DataSetPart.Gallery),
            TrainIdentities = People(DataSetPart.Train),
            QueryIdentities = People(DataSetPart.Query),
        };
        if (found != expected)
            throw new DataSetException($"{Source} and {SplitFile} are not {expected.Name}",
            [
                $"there are {found.Counts} of {found.TrainIdentities} and {found.QueryIdentities} people; "
                + $"expected {expected.Counts} of {expected.TrainIdentities} and {expected.QueryIdentities}",
            ]);
    }
}
