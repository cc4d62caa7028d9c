using JsccGrid.Experiments.Cells;

namespace JsccGrid.Training.Checkpoints;

/// <summary>Where training stands between two steps; the content of a checkpoint's <c>state.json</c>.</summary>
public sealed record TrainingState
{
    /// <summary>Format of checkpoints that this program writes; it reads all up to this one.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>The cell or stage that trains.</summary>
    public required WorkId Work { get; init; }

    /// <summary>Index of the phase that trains next; the number of phases once training is over.</summary>
    public required int Phase { get; init; }

    /// <summary>Name of that phase, for people; null once training is over.</summary>
    public string? PhaseName { get; init; }

    /// <summary>Epochs of this phase that are done.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps of the current epoch that are done: how far into the data order it is.</summary>
    public required int StepInEpoch { get; init; }

    /// <summary>Steps done over all phases.</summary>
    public required long Step { get; init; }

    /// <summary>Sum of the losses of the current epoch's steps.</summary>
    public required double EpochLossSum { get; init; }

    /// <summary>Mean loss of the last epoch that ended.</summary>
    public double? LastEpochLoss { get; init; }

    /// <summary>Steps over all phases whose gradient was longer than its limit.</summary>
    public long ClippedSteps { get; init; }

    /// <summary>Seconds spent in training, over all runs that led here.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>How often training was resumed.</summary>
    public required int Resumes { get; init; }

    /// <summary>The state before the first step.</summary>
    public static TrainingState Start(WorkId work) => new()
    {
        Format = CurrentFormat,
        Work = work,
        Phase = 0,
        Epoch = 0,
        StepInEpoch = 0,
        Step = 0,
        EpochLossSum = 0,
        TrainingSeconds = 0,
        Resumes = 0,
    };
}
