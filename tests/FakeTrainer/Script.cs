namespace JsccGrid.FakeTrainer;

/// <summary>How the fake trainer behaves; the content of <c>fake-trainer.json</c> in the data folder.</summary>
public sealed record Script
{
    public const string FileName = "fake-trainer.json";

    public int Steps { get; init; } = 10;

    /// <summary>Steps between checkpoints; 0 for none but the one at a preemption.</summary>
    public int CheckpointEvery { get; init; } = 5;

    public Rule[] Rules { get; init; } = [];
}

/// <summary>Misbehaviour of some cells or stages.</summary>
public sealed record Rule
{
    /// <summary>Part of the label of the cells or stages concerned.</summary>
    public string Label { get; init; } = "";

    /// <summary>Applies to this many runs of each; the rest go well.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>The step before which it happens.</summary>
    public int Step { get; init; }

    public Misbehaviour Do { get; init; }
}

public enum Misbehaviour
{
    /// <summary>Killed by a signal after two lines on standard error.</summary>
    Crash,
    /// <summary>Exits with code 7.</summary>
    Exit,
    /// <summary>Says nothing more, and hears nothing.</summary>
    Hang,
    /// <summary>Prints lines that are no events, and goes on.</summary>
    Garbage,
    /// <summary>Reports a failure that can be retried.</summary>
    Fail,
    /// <summary>Reports a failure that cannot be retried.</summary>
    FailForGood,
    /// <summary>Waits until the file <c>go</c> lies in the data folder, hearing commands meanwhile.</summary>
    Wait,
    /// <summary>Reports a hash of its output that is not the output's.</summary>
    WrongHash,
    /// <summary>Writes a result that is none.</summary>
    WrongResult,
    /// <summary>Says that the checkpoint it was to resume from is corrupt.</summary>
    RefuseCheckpoint,
}
