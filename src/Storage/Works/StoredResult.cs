using JsccGrid.Experiments.Results;

namespace JsccGrid.Storage.Works;

/// <summary>What a store holds of a cell's result, verified.</summary>
/// <param name="Result">Null when the cell is not committed, or no copy of its result is good.</param>
/// <param name="Problem">What is wrong in the store, in a sentence that names the object; null when nothing is.</param>
public sealed record StoredResult(CellResult? Result, string? Problem)
{
    /// <returns>Null when the cell is not committed.</returns>
    /// <exception cref="StoreCorruptException">No copy of the result is good.</exception>
    public CellResult? Require() => Result is null && Problem is not null ? throw new StoreCorruptException(Problem) : Result;
}
