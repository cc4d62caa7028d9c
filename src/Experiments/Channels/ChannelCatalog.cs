namespace JsccGrid.Experiments.Channels;

/// <summary>Every channel there is: those of this program, and those that another adds when it starts.</summary>
public static class ChannelCatalog
{
    private static readonly Catalog<Channel> Channels = new("channel", channel => channel.Name, Channel.Awgn, Channel.RayleighBlock);

    public static IReadOnlyList<Channel> All => Channels.All;

    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names => [.. Channels.Names];

    /// <summary>
    /// Adds a channel behind the others. A program does so before it reads anything; adding the same one again changes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">There is another of its name, or it is no name.</exception>
    public static void Add(Channel channel) => Channels.Add(channel);

    /// <summary>Null if there is no such channel.</summary>
    public static Channel? Find(string name) => Channels.Find(name);

    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public static Channel Of(string name) => Find(name) ?? throw new ArgumentException(WhyUnknown(name), nameof(name));

    /// <summary>What is said of a name that no channel has.</summary>
    public static string WhyUnknown(string name) => Channels.WhyUnknown(name);
}
