using System.Collections.Immutable;

namespace JsccGrid.Grains.Workers;

/// <summary>What the pool must not forget. All else it is told again.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.PoolState")]
internal sealed record PoolState
{
    /// <summary>Enough for every node of a cluster; beyond it the oldest are forgotten, whose nodes have long gone.</summary>
    public const int CordonsKept = 1024;

    /// <summary>By worker.</summary>
    [Id(0)] public ImmutableDictionary<string, Cordon> Cordons { get; init; } = ImmutableDictionary<string, Cordon>.Empty;

    public PoolState With(string worker, Cordon cordon)
    {
        var cordons = Cordons.SetItem(worker, cordon);
        return this with { Cordons = cordons.Count <= CordonsKept ? cordons : cordons.Remove(cordons.MinBy(known => known.Value.At).Key) };
    }
}
