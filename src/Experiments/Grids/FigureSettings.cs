using System.Text.Json.Serialization;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>What the figures show of a grid.</summary>
public sealed record FigureSettings
{
    /// <summary>B of Fig. 4a and 4b.</summary>
    [Bounds(1, Axis.MaxBandwidth, Unit = "channel uses")]
    public required int Bandwidth { get; init; }

    /// <summary>The channel of Fig. 4a, 4b and 4c, by its name; null for <see cref="Channels.Channel.Awgn"/>.</summary>
    [Count(1, 60, Of = "characters")]
    public string? Channel { get; init; }

    /// <summary>The <see cref="FigureDefinition.BlockError"/> of Fig. 4a; null for no second digital line.</summary>
    [Bounds(1e-9, 0.4)]
    public double? BlockError { get; init; }

    /// <summary>Figures of the grid's own, behind those of the paper.</summary>
    [Count(0, 100)]
    public EquatableList<FigureDefinition>? Further { get; init; }

    /// <summary><see cref="Channel"/>, described; <see cref="Channels.Channel.Awgn"/> if there is none of its name.</summary>
    [JsonIgnore]
    public Channel OverChannel => ChannelCatalog.Find(Channel ?? "") ?? Channels.Channel.Awgn;

    /// <summary>Every figure, in the order in which they are shown.</summary>
    [JsonIgnore]
    public IReadOnlyList<FigureDefinition> All => [.. PaperFigures.Of(this), .. Further ?? []];
}
