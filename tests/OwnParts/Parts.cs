using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.OwnParts;

/// <summary>What every program that meets these cells must know of them: the scheme and the channel.</summary>
public static class Parts
{
    public static Scheme Projection { get; } = new ProjectionDescription();

    public static Channel Erasures { get; } = new ErasureDescription();

    public static void Describe()
    {
        ChannelCatalog.Add(Erasures);
        SchemeCatalog.Add(Projection);
    }
}
