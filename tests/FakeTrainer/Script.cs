namespace JsccGrid.FakeTrainer;

/// <summary>How the fake trainer behaves.</summary>
public sealed record Script
{
    public int Steps { get; init; } = 10;

    /// <summary>Steps between checkpoints; 0 for none but the one at a preemption.</summary>
    public int CheckpointEvery { get; init; } = 5;

    /// <summary>How long a step waits, without using the processor.</summary>
    public int StepMilliseconds { get; init; }

    /// <summary>Bytes of a checkpoint's weights.</summary>
    public int CheckpointBytes { get; init; } = 1000;

    public Rule[] Rules { get; init; } = [];
}
