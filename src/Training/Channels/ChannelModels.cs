using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Training.Channels;

/// <summary>What each channel does to symbols.</summary>
public static class ChannelModels
{
    private static readonly Dictionary<Channel, IChannelModel> Channels = new()
    {
        [Channel.Awgn] = new AwgnChannelModel(),
        [Channel.RayleighBlock] = new RayleighBlockChannelModel(),
    };

    /// <summary>Adds what a described channel does; a program does so before it trains anything.</summary>
    public static void Add(Channel channel, IChannelModel effect) => Channels[channel] = effect;

    /// <summary>Whether this program can send over a channel.</summary>
    public static bool Contains(Channel channel) => Channels.ContainsKey(channel);

    /// <summary>What the symbols of a cell cross.</summary>
    /// <exception cref="KeyNotFoundException">This program cannot send over its channel.</exception>
    public static IChannelModel Of(CellSpec cell) => Channels[ChannelCatalog.Of(cell.Value(Axis.Channel))];
}
