using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Programs;

/// <summary>What an outside program measures of a cell.</summary>
public sealed record ProgramMeasures
{
    /// <summary>A result has a point for every SNR of the recipe; where there is nothing here it has one, at no noise.</summary>
    [Count(0, 1)]
    public EquatableList<ProgramPlace> Points { get; init; } = [ProgramPlace.TestSnrDb];

    /// <summary>What every point holds.</summary>
    [Count(1, 2)]
    public EquatableList<ProgramMeasure> Values { get; init; } = [ProgramMeasure.Top1];
}
