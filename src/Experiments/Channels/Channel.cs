using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Channels;

/// <summary>
/// A noisy channel over which a query crosses in B real uses: all that is known of it outside of training. Grid files, ids, labels and
/// the curves of the digital scheme ask it and know no channel by name. What it does to symbols is in the training program. In files it
/// is its name.
/// </summary>
public abstract class Channel
{
    /// <summary>The channel of the paper, and of cells that name none.</summary>
    public static Channel Awgn { get; } = new AwgnChannel();

    public static Channel RayleighBlock { get; } = new RayleighBlockChannel();

    /// <summary>In grid files, stores and labels: <c>rayleigh-block</c>.</summary>
    public abstract string Name { get; }

    /// <summary>For figures and reports: <c>Rayleigh block fading</c>.</summary>
    public abstract string Title { get; }

    /// <summary>What is wrong with sending over so many uses, as a sentence that says what would be right; null when nothing is.</summary>
    /// <param name="bandwidth">B, real channel uses.</param>
    public virtual string? ProblemOf(int bandwidth) => null;

    /// <summary>
    /// The share of messages that arrive at all, each whole, from a transmitter that does not know the channel's present state and a code
    /// that achieves capacity.
    /// </summary>
    /// <param name="bits">Bits a message.</param>
    /// <param name="bandwidth">B, real channel uses a message.</param>
    /// <param name="snr">The average SNR.</param>
    /// <returns>From 0 to 1.</returns>
    public abstract double Delivery(double bits, int bandwidth, SnrDb snr);

    /// <summary>The same of a code that is as long as the bandwidth and loses a share of messages at the highest rate it may use.</summary>
    /// <param name="bits">Bits a message.</param>
    /// <param name="bandwidth">B, real channel uses a message.</param>
    /// <param name="snr">The average SNR.</param>
    /// <param name="blockError">The share that is lost.</param>
    /// <returns>Null where that is not known of the channel.</returns>
    public virtual double? Delivery(double bits, int bandwidth, SnrDb snr, double blockError) => null;

    /// <summary>Whether it is known what codes of finite length reach over this channel.</summary>
    public bool IsKnownForFiniteCodes => Delivery(1, 2, SnrDb.Noiseless, 0.1) is not null;

    /// <summary>What the digital scheme's line is over this channel, for captions.</summary>
    public virtual string CaptionOfDigital =>
        "Digital is the best mixture of messages that arrive and messages that are lost, which are matched at random.";

    /// <summary>Whether at any SNR either all messages arrive or none, so that accuracy over SNR is a staircase.</summary>
    public virtual bool IsAllOrNothing => false;

    public override string ToString() => Name;
}
