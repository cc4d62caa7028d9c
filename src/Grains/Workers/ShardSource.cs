using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Workers;

/// <summary>A shard with ready work.</summary>
internal sealed class ShardSource(ShardOffer offer)
{
    /// <summary>Shards with stages that others wait for come first.</summary>
    public static IComparer<ShardSource> ServingOrder { get; } = Comparer<ShardSource>.Create((left, right) =>
    {
        var byRank = left.Rank.CompareTo(right.Rank);
        if (byRank != 0) return byRank;
        var byOrder = string.CompareOrdinal(left.Offer.Order, right.Offer.Order);
        return byOrder != 0 ? byOrder : string.CompareOrdinal(left.Offer.Shard, right.Offer.Shard);
    });

    public ShardOffer Offer { get; set; } = offer;

    /// <summary>Requests under way.</summary>
    public int Asked { get; set; }

    public int Ready => Offer.ReadyStages + Offer.ReadyCells;

    public bool IsAskable => Ready > Asked;

    private int Rank => Offer.ReadyStages > Asked ? 0 : 1;
}
