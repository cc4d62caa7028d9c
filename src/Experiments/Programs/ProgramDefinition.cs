using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Programs;

/// <summary>
/// An element of a grid file's <c>schemes</c>: a <see cref="ProgramDescription"/> whose files are named and not yet read.
/// </summary>
public sealed record ProgramDefinition
{
    /// <summary>As <see cref="Schemes.Scheme.Name"/>.</summary>
    [Count(1, 60, Of = "characters")]
    public required string Name { get; init; }

    /// <inheritdoc cref="ProgramDescription.Title"/>
    [Count(1, ProgramDescription.MaxTitle, Of = "characters")]
    public required string Title { get; init; }

    /// <inheritdoc cref="ProgramDescription.Command"/>
    [Count(1, 100)]
    public required EquatableList<string> Command { get; init; }

    /// <summary>Relative to the grid file's folder.</summary>
    [Count(1, ProgramDescription.MaxFiles)]
    public required EquatableList<string> Files { get; init; }

    /// <inheritdoc cref="ProgramDescription.Axes"/>
    [Count(0, 10)]
    public EquatableList<ProgramAxis> Axes { get; init; } = [];

    /// <inheritdoc cref="ProgramDescription.Needs"/>
    [Count(0, 2)]
    public EquatableList<StageKind> Needs { get; init; } = [];

    public ProgramMeasures Measures { get; init; } = new();
}
