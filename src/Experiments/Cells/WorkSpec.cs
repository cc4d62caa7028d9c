using System.Text.Json.Serialization;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Cells;

/// <summary>The specification of a piece of work: of a cell or of a shared stage, never both.</summary>
public sealed record WorkSpec
{
    [JsonConstructor]
    private WorkSpec()
    {
    }

    [JsonInclude]
    public CellSpec? Cell { get; private init; }

    [JsonInclude]
    public StageSpec? Stage { get; private init; }

    public static WorkSpec Of(CellSpec cell) => new() { Cell = cell };

    public static WorkSpec Of(StageSpec stage) => new() { Stage = stage };

    [JsonIgnore]
    public WorkId Id => Cell is not null ? WorkId.Of(Cell.Id) : WorkId.Of(Stage!.Key);

    /// <summary>Whether it can be that of a piece of work: only the id of a cell whose scheme is known can be compared.</summary>
    public bool IsOf(WorkId work) => Cell is { Scheme.IsKnown: false } ? work.IsCell : Id == work;

    /// <summary>The stages that must be committed before this work can run.</summary>
    [JsonIgnore]
    public IReadOnlyList<StageSpec> RequiredStages => Cell?.RequiredStages ?? Stage!.RequiredStages;

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Label => Cell?.Label ?? $"{Stage!.Kind.Name()} seed={Stage.Seed}";

    /// <summary>The scheme of a cell or the kind of a stage, from its label.</summary>
    public static string KindOf(string label) => label.Split(' ', 2)[0];

    [JsonIgnore]
    public Recipe Recipe => Cell?.Recipe ?? Stage!.Recipe;

    /// <summary>The version of training and evaluation that its output is of.</summary>
    [JsonIgnore]
    public int Algorithm => Cell?.Algorithm ?? Stage!.Algorithm ?? CellSpec.FirstAlgorithm;

    /// <summary>
    /// Why this program does not train it, as a part of a sentence: its version is another. Null where nothing is against it.
    /// </summary>
    [JsonIgnore]
    public string? WhyNotTrained => Algorithm == CellSpec.AlgorithmVersion
        ? null
        : FormattableString.Invariant($"the work is of version {Algorithm} of training and evaluation; this program trains version ")
            + FormattableString.Invariant($"{CellSpec.AlgorithmVersion} and would give a result of neither: submit its grid again");

    [JsonIgnore]
    public DataSetReference Data => Cell?.Data ?? Stage!.Data;

    [JsonIgnore]
    public WeightsReference? Weights => Cell is not null ? Cell.Weights : Stage!.Weights;
}
