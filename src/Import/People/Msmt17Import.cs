using System.Globalization;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Import.People;

/// <summary>
/// Makes a folder of our layout of MSMT17 as it is issued (Wei et al., CVPR 2018): folders of people, and lists with an image and its
/// person in each line. Training and validation images train, as usual. Test people, whom the lists count from 0 again, come after the
/// training people.
/// </summary>
public sealed class Msmt17Import
{
    private static readonly (string List, string Part)[] Lists =
    [
        ("list_train.txt", DataSetPart.Train), ("list_val.txt", DataSetPart.Train),
        ("list_query.txt", DataSetPart.Query), ("list_gallery.txt", DataSetPart.Gallery),
    ];

    /// <summary>The folder that holds the lists.</summary>
    public required string Source { get; init; }

    /// <summary>What the counts are compared with.</summary>
    internal KnownProtocol Expected { get; init; } = KnownProtocol.Msmt17;

    /// <inheritdoc cref="Cuhk03Import.Run"/>
    public bool Run(string target, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        var source = Path.GetFullPath(Source);
        if (!Directory.Exists(source))
            throw new DirectoryNotFoundException($"There is no folder '{source}'; expected MSMT17 as it is issued.");
        var stamps = Lists.ToDictionary(list => list.List, list => FolderImport.Stamp(Path.Combine(source, list.List)));
        var import = new FolderImport(target, new Dictionary<string, string>(stamps) { ["dataSet"] = "MSMT17" });
        if (import.IsDone) return false;
        var images = Read(source);
        int Count(string part) => images.Count(image => image.Part == part);
        var found = Expected with
        {
            Train = Count(DataSetPart.Train),
            Query = Count(DataSetPart.Query),
            Gallery = Count(DataSetPart.Gallery)
        };
        if (found != Expected)
            throw new DataSetException($"{source} is not {Expected.Name}", [$"its lists have {found.Counts}; expected {Expected.Counts}"]);
        import.Run(images, progress, cancellation);
        return true;
    }

    private static List<PersonImage> Read(string source)
    {
        List<string> problems = [];
        var entries = new List<(string Part, string Path, int Person, int Camera)>();
        foreach (var (list, part) in Lists)
        {
            var file = Path.Combine(source, list);
            if (!File.Exists(file))
            {
                problems.Add($"{list} is not there; expected {string.Join(", ", Lists.Select(known => known.List))}");
                continue;
            }
            var images = ImageFolder(source, part);
            foreach (var (line, number) in File.ReadLines(file).Select((line, n) => (line.Trim(), n + 1)))
            {
                if (line.Length == 0) continue;
                if (Parse(line) is not var (name, person, camera))
                    problems.Add($"{list}, line {number}: '{line}'; expected an image and its person, as in "
                        + "0000/0000_000_01_0303morning_0015_0.jpg 0");
                else if (!File.Exists(Path.Combine(images, name)))
                    problems.Add($"{list}, line {number}: {Path.Combine(images, name)} is not there");
                else entries.Add((part, Path.Combine(images, name), person, camera));
            }
        }
        if (problems.Count > 0) throw new DataSetException($"{source} cannot be imported as MSMT17", problems);
        var trained = entries.Where(entry => entry.Part == DataSetPart.Train).Select(entry => entry.Person + 1).DefaultIfEmpty().Max();
        return
        [
            .. entries.Select(entry => PersonImage.Of(
                entry.Part, entry.Person + 1 + (entry.Part == DataSetPart.Train ? 0 : trained), entry.Camera, Path.GetFileName(entry.Path),
                target => File.Copy(entry.Path, target))),
        ];
    }

    /// <summary>
    /// The first version calls its folders train and test, the second, with blurred faces, mask_train_v2 and mask_test_v2.
    /// </summary>
    private static string ImageFolder(string source, string part)
    {
        var kind = part == DataSetPart.Train ? "train" : "test";
        return new[] { kind, $"mask_{kind}_v2" }.Select(name => Path.Combine(source, name)).FirstOrDefault(Directory.Exists)
            ?? Path.Combine(source, kind);
    }

    private static (string Name, int Person, int Camera)? Parse(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var label]) return null;
        var parts = Path.GetFileName(name).Split('_');
        var staysInside = !Path.IsPathRooted(name) && !name.Split('/', '\\').Contains("..");
        return staysInside && parts.Length >= 3 && Whole(label, out var person) && Whole(parts[2], out var camera)
            ? (name, person, camera)
            : null;
    }

    private static bool Whole(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
