using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;

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
        : Files.Select(file => file.Problem).FirstOrDefault(problem => problem is not null)
            ?? Axes.CountBy(axis => axis.Name).Where(name => name.Value > 1).Select(name => $"it has two axes '{name.Key}'").FirstOrDefault();
}
