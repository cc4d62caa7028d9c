using JsccGrid.Experiments;

namespace JsccGrid.Storage.Works;

/// <summary>The outcome of looking for a checkpoint to resume from.</summary>
/// <param name="Step">Where it stands; null when there is none and the work starts from the beginning.</param>
/// <param name="Problems">What was wrong with the checkpoints that were passed over, one line each.</param>
public sealed record RestoredCheckpoint(long? Step, EquatableList<string> Problems);
