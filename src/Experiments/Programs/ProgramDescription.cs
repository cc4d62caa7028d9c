using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Programs;

/// <summary>
/// An outside program and what is to be known of it: the <c>program</c> of a cell, which whoever reads the cell needs no grid file
/// beside.
/// </summary>
public sealed record ProgramDescription
{
    /// <summary>Bytes of all files together.</summary>
    public const long MaxBytes = 32L << 20;

    public const int MaxFiles = 100;

    /// <summary>Characters of a title.</summary>
    public const int MaxTitle = 60;

    private static readonly CountAttribute TitleLength = new(1, MaxTitle) { Of = "characters" };

    /// <summary>For messages.</summary>
    internal static string ExpectedBytes { get; } = $"expected at most {MaxBytes:N0} in all. Data belongs into the data set.";

    /// <summary>For figures and reports.</summary>
    public required string Title { get; init; }

    /// <summary>What is started, in a folder that holds the files.</summary>
    public required EquatableList<string> Command { get; init; }

    /// <summary>In the order of their names.</summary>
    public required EquatableList<ProgramFile> Files { get; init; }

    public EquatableList<ProgramAxis> Axes { get; init; } = [];

    /// <summary>Shared stages whose outputs it is handed.</summary>
    public EquatableList<StageKind> Needs { get; init; } = [];

    public ProgramMeasures Measures { get; init; } = new();

    /// <summary>What of it determines results: neither titles nor symbols nor ranges.</summary>
    [JsonIgnore]
    internal object Identity => new
    {
        Protocol = ProgramProtocol.Version,
        Command,
        Files = Files.Select(file => new { file.Name, file.Sha256 }),
        Needs,
        Measures,
    };

    /// <summary>What is wrong with a description that came from elsewhere; null when nothing is.</summary>
    [JsonIgnore]
    internal string? Problem =>
        Command.Count == 0 || Command.Any(string.IsNullOrEmpty) ? "its command is empty"
        : Files.Count > MaxFiles || Files.Sum(file => (decimal)file.Size) > MaxBytes ? "its files are too many or too large"
        : Problems().FirstOrDefault()?.TrimEnd('.');

    private IEnumerable<string> Problems()
    {
        foreach (var file in Files)
        {
            if (file.Problem is { } problem) yield return problem;
            if (Files.FirstOrDefault(other => other.Name.StartsWith($"{file.Name}/", StringComparison.Ordinal)) is { } inside)
                yield return $"'{file.Name}' is a file and, for '{inside.Name}', a folder";
        }
        foreach (var (key, names) in new (string, IEnumerable<string>)[]
        {
            ("files", Files.Select(file => file.Name)),
            ("needs", Needs.Select(need => need.Name())),
            ("axes", Axes.Select(axis => axis.Name)),
        })
        {
            if (Twins.ProblemOf(names) is { } twins) yield return $"{key}: {twins}";
        }
        if (BoundsCheck.TextProblem(Title, TitleLength) is { } title) yield return $"title: {title}";
        foreach (var axis in Axes)
        {
            var sizes = new List<string>();
            BoundsCheck.Of(axis, $"axis '{OneLine.Shown(axis.Name)}'", (path, problem) => sizes.Add($"{path}: {problem}"));
            foreach (var size in sizes) yield return size;
            foreach (var (key, problem) in axis.Problems()) yield return $"axis '{OneLine.Shown(axis.Name)}': {key}: {problem}";
        }
    }
}
