namespace JsccGrid.Experiments.Results;

/// <summary>How the training that led to a result went; varies between runs of the same cell.</summary>
public sealed record TrainingSummary
{
    public required long Steps { get; init; }
    /// <summary>Seconds spent in training, over all attempts that contributed.</summary>
    public required double TrainingSeconds { get; init; }
    public required double EvaluationSeconds { get; init; }
    /// <summary>Mean loss of the last epoch.</summary>
    public double? FinalLoss { get; init; }
    /// <summary>
    /// The share of the steps under a gradient limit whose gradient was longer and so was shortened: their learning rate was less than the
    /// schedule says. Null where no phase has a limit.
    /// </summary>
    public double? ClippedShare { get; init; }
    /// <summary>How often training was resumed from a checkpoint.</summary>
    public required int Resumes { get; init; }
}
