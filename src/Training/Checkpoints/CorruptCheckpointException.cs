namespace JsccGrid.Training.Checkpoints;

/// <summary>A checkpoint is incomplete or not as it was written; an older one may still be good.</summary>
public sealed class CorruptCheckpointException : Exception
{
    public CorruptCheckpointException(string folder, string problem) : base($"Checkpoint {folder} is corrupt: {problem}.") { }

    public CorruptCheckpointException(string folder, string problem, Exception inner)
        : base($"Checkpoint {folder} is corrupt: {problem}.", inner) { }
}
