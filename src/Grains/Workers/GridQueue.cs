namespace JsccGrid.Grains.Workers;

/// <summary>The shards of one grid that have ready work, and how much of the cluster the grid has.</summary>
internal sealed class GridQueue(string grid)
{
    /// <summary>Higher priority first; then who has the fewest slots; then by the order of submission.</summary>
    public static IComparer<GridQueue> ServingOrder { get; } = Comparer<GridQueue>.Create((left, right) =>
    {
        var byPriority = right.Priority.CompareTo(left.Priority);
        if (byPriority != 0) return byPriority;
        var bySlots = left.Slots.CompareTo(right.Slots);
        if (bySlots != 0) return bySlots;
        var byOrder = string.CompareOrdinal(left.Order, right.Order);
        return byOrder != 0 ? byOrder : string.CompareOrdinal(left.Grid, right.Grid);
    });

    public string Grid => grid;

    public int Priority { get; set; }

    /// <summary>Slots that work for it.</summary>
    public int Held { get; set; }

    /// <summary>Slots for which its shards are being asked.</summary>
    public int Asked { get; set; }

    /// <summary>The order of its first shard.</summary>
    public string Order { get; set; } = "";

    /// <summary>Shards to ask, in their order.</summary>
    public SortedSet<ShardSource> Askable { get; } = new(ShardSource.ServingOrder);

    /// <summary>Slots it has or is about to have.</summary>
    public int Slots => Held + Asked;
}
