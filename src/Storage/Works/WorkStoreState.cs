namespace JsccGrid.Storage.Works;

/// <summary>What the store says of a cell or stage.</summary>
/// <param name="Attempt">The greatest attempt it has seen; 0 for none.</param>
/// <param name="IsCommitted">Whether its output is sealed.</param>
/// <param name="CheckpointStep">Where the last checkpoint stands; null for none.</param>
public sealed record WorkStoreState(int Attempt, bool IsCommitted, long? CheckpointStep);
