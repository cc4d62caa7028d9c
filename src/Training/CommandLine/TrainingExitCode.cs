namespace JsccGrid.Training.CommandLine;

/// <summary>How the training program ended.</summary>
public enum TrainingExitCode
{
    /// <summary>Done; or, serving, the end of the input was reached.</summary>
    Done = 0,
    /// <summary>Failed in a way that another try could mend: memory, disk, device.</summary>
    Failed = 1,
    /// <summary>Wrong options, a plan that cannot be run, bad data, training that diverged: the same again would fail again.</summary>
    Unusable = 2,
    /// <summary>The device stopped answering; a new process may find it well.</summary>
    DeviceLost = 3,
    /// <summary>Stopped as asked (Ctrl-C, SIGTERM) after a checkpoint; the same command goes on from there.</summary>
    Stopped = 130,
}
