using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Retrieval;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>A trained scheme between transmitter and receiver.</summary>
public sealed record Transmission
{
    /// <summary>What the receiver compares with, [G, D]. It never crosses the channel.</summary>
    public required LabelledFeatures Gallery { get; init; }

    /// <summary>The same where it depends on the SNR, which the receiver knows; null where it does not.</summary>
    public Func<SnrDb, LabelledFeatures>? GalleryAt { get; init; }

    /// <summary>
    /// Queries as they are sent: [Q, B] channel inputs of unit power, or [Q, D] where no noise can reach them or where what is sent depends
    /// on the SNR.
    /// </summary>
    public required LabelledFeatures Sent { get; init; }

    /// <summary>
    /// Sends the queries through the channel at an SNR and decodes them to [Q, D]; null where what is delivered is what was sent.
    /// </summary>
    public Func<SnrDb, Generator, Tensor>? Receive { get; init; }

    /// <summary>Bits per query; digital scheme only.</summary>
    public BitStatistics? Bits { get; init; }
}
