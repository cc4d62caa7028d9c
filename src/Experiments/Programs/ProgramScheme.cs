using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Programs;

/// <summary>
/// A scheme that a grid file defines by a command. It is in no catalogue: whoever reads a cell finds all of it there, and two of the
/// same description are one.
/// </summary>
public sealed class ProgramScheme : Scheme
{
    /// <exception cref="ArgumentException">It can be no scheme; says why.</exception>
    public ProgramScheme(string name, ProgramDescription program)
    {
        Name = SchemeCatalog.RequireName(name);
        if (NameProblem(name) is { } taken) throw new ArgumentException(taken, nameof(name));
        if (program.Problem is { } problem)
            throw new ArgumentException($"The program of scheme '{name}' cannot be used: {problem}.", nameof(program));
        Program = program;
        Axes = [.. program.Axes.Select(axis => axis.ToAxis())];
    }

    /// <summary>Why no outside program can have a name that is one; null when it can.</summary>
    internal static string? NameProblem(string name) =>
        SchemeCatalog.Find(name) is not null ? $"'{name}' is a scheme of this program; expected another name."
        : Enum.GetValues<StageKind>().Any(kind => kind.Name() == name)
            ? $"'{name}' is what a shared stage is called; expected another name."
        : null;

    public override string Name { get; }

    public override string Title => Program.Title;

    public override ProgramDescription Program { get; }

    public override IReadOnlyList<Axis> Axes { get; }

    public override bool CrossesChannel => Program.Measures.Points.Contains(ProgramPlace.TestSnrDb);

    /// <summary>Features come last, and after what they need themselves.</summary>
    public override StageKind? Requires(Recipe recipe) => Program.Needs.Count == 0 ? null : Program.Needs.Max();

    /// <summary>
    /// What stages are made by, where it is handed any, and the SNRs that it tests at: nothing else of the recipe reaches it.
    /// </summary>
    public override IEnumerable<(string Key, object? Section)> IdentityOf(CellSpec cell) =>
    [
        ("program", Program.Identity),
        .. Program.Needs.Count == 0 ? [] : StagesIdentity(cell),
        .. CrossesChannel ? [("evaluation", (object?)new { cell.Recipe.Evaluation.TestSnrDb })] : Array.Empty<(string, object?)>(),
    ];

    /// <summary>Nobody knows.</summary>
    public override double? Flops(CellSpec cell, WorkCost cost) => null;

    public override bool Equals(object? obj) => obj is ProgramScheme other && other.Name == Name && other.Program == Program;

    public override int GetHashCode() => HashCode.Combine(Name, Program);
}
