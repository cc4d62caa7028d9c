using JsccGrid.Experiments.Cells;

namespace JsccGrid.Training.Checkpoints;

/// <summary>A checkpoint is whole, but belongs to other work or to a newer version of the program.</summary>
public sealed class ForeignCheckpointException : Exception
{
    public ForeignCheckpointException(string folder, WorkId found, WorkId expected)
        : base($"Checkpoint {folder} belongs to {found}, not to {expected}.") { }

    public ForeignCheckpointException(string folder, int format)
        : base($"Checkpoint {folder} has format {format}; this program reads formats up to {TrainingState.CurrentFormat}.") { }
}
