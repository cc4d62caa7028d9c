namespace JsccGrid.Storage.Grids;

/// <summary>
/// The content of <c>grids/name/grid.json</c>: what a cluster that has forgotten the grid must know to go on with it. The cells
/// themselves are in shards. What is not in records of former versions is null or 0 there.
/// </summary>
/// <param name="Format">1.</param>
/// <param name="Name">The grid's.</param>
/// <param name="SubmittedAt">UTC, of the last submission.</param>
/// <param name="Shards">Files under <c>shards/</c>.</param>
/// <param name="Cells">In all shards.</param>
public sealed record GridRecord(int Format, string Name, DateTimeOffset SubmittedAt, int Shards, int Cells)
{
    public const int CurrentFormat = 1;

    /// <summary>What is wanted of its cells: <c>run</c>, <c>hold</c> (paused), <c>none</c> (cancelled).</summary>
    public string? Demand { get; init; }

    public int Priority { get; init; }

    /// <summary>UTC, when demand or priority last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>UTC, when every cell was committed, quarantined or cancelled; null while one is not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
