namespace JsccGrid.Import.People;

/// <summary>How far an import is.</summary>
/// <param name="Done">Images that are there.</param>
/// <param name="Total">Images that there will be.</param>
public readonly record struct ImportProgress(int Done, int Total);
