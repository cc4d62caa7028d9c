namespace JsccGrid.Storage.Grids;

/// <summary>The content of <c>grids/name/grid.json</c>; the cells themselves are in shards.</summary>
/// <param name="Format">1.</param>
/// <param name="Name">The grid's.</param>
/// <param name="SubmittedAt">UTC, of the last submission.</param>
/// <param name="Shards">Files under <c>shards/</c>.</param>
/// <param name="Cells">In all shards.</param>
public sealed record GridRecord(int Format, string Name, DateTimeOffset SubmittedAt, int Shards, int Cells)
{
    public const int CurrentFormat = 1;
}
