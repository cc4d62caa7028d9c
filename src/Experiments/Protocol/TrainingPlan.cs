using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Protocol;

/// <summary>
/// What the training program is asked to do: one cell or one shared stage. Sent as one JSON line on its standard input, or
/// given as a file (<c>train --plan cell.json</c>).
/// </summary>
public sealed record TrainingPlan
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }
    public required WorkSpec Work { get; init; }

    /// <summary>The re-ID folder that <see cref="WorkSpec.Data"/> names.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The safetensors file that <see cref="WorkSpec.Weights"/> names.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>An empty or absent folder for checkpoints and outputs.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>
    /// Folders with the outputs of required stages, by stage key. A required stage that is not here is run by the program itself,
    /// in the scratch folder.
    /// </summary>
    public Dictionary<string, string> StageFolders { get; init; } = [];

    /// <summary>A checkpoint folder to resume from.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Processor threads for tensor operations. Part of what makes results repeat to the byte on a CPU.</summary>
    [Bounds(1, 1024)]
    public int Threads { get; init; } = 1;

    /// <summary>Seconds between checkpoints; 0 for none but the last before a stop.</summary>
    [Bounds(0, CheckpointRecipe.MaxSeconds)]
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>A checkpoint whenever the number of steps done is a multiple of this, beside those by time; null for none.</summary>
    [Bounds(1, 1_000_000_000)]
    public int? CheckpointSteps { get; init; }

    /// <summary>The span that this run is a part of, as W3C Trace Context writes it (<c>traceparent</c>); null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The same plan with the intervals of its recipe, where that names them.</summary>
    public TrainingPlan WithIntervalsOfRecipe() => Work.Recipe.Checkpoint is { } checkpoint
        ? this with { CheckpointSeconds = checkpoint.Seconds ?? 0, CheckpointSteps = checkpoint.Steps }
        : this;
}
