using JsccGrid.Import.Matlab;

namespace JsccGrid.Import.People;

/// <summary>
/// The new protocol's division of CUHK03 (Zhong et al., CVPR 2017), a file cuhk03_new_protocol_config_labeled.mat or …_detected.mat:
/// images by name, who is on them and which camera took them, and which of them train, are searched for, are searched.
/// </summary>
internal sealed class Cuhk03Split
{
    private static readonly HashSet<string> Known = ["filelist", "labels", "camId", "train_idx", "query_idx", "gallery_idx"];

    private readonly string path;
    private readonly IReadOnlyDictionary<string, MatArray> variables;

    /// <exception cref="ImportException">It is another file, or damaged.</exception>
    public Cuhk03Split(string path)
    {
        this.path = path;
        variables = Mat5File.Read(path, Known);
        Names = Variable("filelist").Cells is { } cells && cells.All(cell => cell.Text is not null)
            ? [.. cells.Select(cell => cell.Text!)]
            : throw new ImportException(path, "'filelist' is no list of names");
        if (Names.FirstOrDefault(name => !IsPlain(name)) is { } other)
            throw new ImportException(path, $"'filelist' has '{other}'; expected names of files without a folder, such as 1_001_1_01.png");
        People = PerImage("labels");
        Cameras = PerImage("camId");
    }

    /// <summary>A file's name for each image, such as <c>1_001_1_01.png</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<int> People { get; }

    public IReadOnlyList<int> Cameras { get; }

    /// <param name="variable"><c>train_idx</c>, <c>query_idx</c> or <c>gallery_idx</c>.</param>
    /// <returns>Places in the lists, counted from 0.</returns>
    public IReadOnlyList<int> Places(string variable)
    {
        var places = Integers(variable).Select(number => number - 1).ToList();
        if (places.Any(place => place < 0 || place >= Names.Count))
            throw new ImportException(path, $"'{variable}' speaks of image "
                + $"{places.First(place => place < 0 || place >= Names.Count) + 1}, where there are {Names.Count}");
        return places.CountBy(place => place).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } twice
            ? throw new ImportException(path, $"'{variable}' speaks of image {twice.Key + 1} more than once")
            : places;
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !name.Contains("..", StringComparison.Ordinal) && !name.AsSpan().ContainsAny('/', '\\', '\0');

    private int[] PerImage(string variable)
    {
        var numbers = Integers(variable);
        return numbers.Length == Names.Count ? numbers
            : throw new ImportException(path, $"'{variable}' has {numbers.Length} values for {Names.Count} images");
    }

    private int[] Integers(string variable) => Variable(variable).Numbers is { } numbers && numbers.All(IsWhole)
        ? [.. numbers.Select(number => (int)number)]
        : throw new ImportException(path, $"'{variable}' holds no whole numbers");

    private static bool IsWhole(double number) => number == Math.Floor(number) && number is >= 0 and <= int.MaxValue;

    private MatArray Variable(string name) => variables.TryGetValue(name, out var variable)
        ? variable
        : throw new ImportException(path,
            $"there is no '{name}' in it, only {string.Join(", ", variables.Keys.Take(8))}; expected the new protocol's split of CUHK03");
}
