namespace JsccGrid.Grains.Grids;

/// <summary>Keys of shard grains.</summary>
internal static class ShardKey
{
    /// <param name="grid">Name of the grid.</param>
    /// <param name="index">Place in the grid, from 0.</param>
    public static string Of(string grid, int index) => FormattableString.Invariant($"{grid}/{index:D5}");
}
