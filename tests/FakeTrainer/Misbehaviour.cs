namespace JsccGrid.FakeTrainer;

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
    /// <summary>Prints a line of a hundred million characters that is no event, and goes on.</summary>
    LongLine,
    /// <summary>Reports a failure that can be retried.</summary>
    Fail,
    /// <summary>Reports a failure that cannot be retried.</summary>
    FailForGood,
    /// <summary>Waits until it is let go, hearing commands meanwhile.</summary>
    Wait,
    /// <summary>Reports a hash of its output that is not the output's.</summary>
    WrongHash,
    /// <summary>Writes a result that is none.</summary>
    WrongResult,
    /// <summary>Says that the checkpoint it was to resume from is corrupt.</summary>
    RefuseCheckpoint,
}
