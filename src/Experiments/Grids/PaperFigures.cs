using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>Fig. 4 of the paper (sections 3.2 and 3.3): top-1 accuracy against channel SNR.</summary>
public static class PaperFigures
{
    /// <summary>Methods at one bandwidth, trained and tested at the same SNR.</summary>
    public const string Methods = "4a";

    /// <summary>JSCC AE at one bandwidth: a line per SNR_train, tested at every SNR.</summary>
    public const string Networks = "4b";

    /// <summary>JSCC AE: a line per bandwidth, trained and tested at the same SNR.</summary>
    public const string Bandwidths = "4c";

    /// <summary>All three, for a grid's bandwidth and channel.</summary>
    public static IReadOnlyList<FigureDefinition> Of(FigureSettings settings)
    {
        var channel = settings.OverChannel;
        var over = Axis.Channel.Over(channel.Name);
        var atBandwidth = Axis.Bandwidth.Over(settings.Bandwidth);
        var named = channel == Channel.Awgn ? "" : $", {channel.Title}";
        return
        [
            new FigureDefinition
            {
                Name = Methods,
                Title = $"Methods at B = {settings.Bandwidth}{named}",
                Subtitle = "JSCC trained and tested at the same SNR",
                Caption = $"Top-1 accuracy of every scheme over B = {settings.Bandwidth} channel uses. JSCC networks are tested "
                    + $"at the SNR they were trained at. {channel.CaptionOfDigital}",
                Cells = new CellSelection
                {
                    Scheme = [Scheme.JsccAe, Scheme.JsccFc, Scheme.Digital],
                    Axes = [atBandwidth, over, Axis.BackboneWeights.Over(Axis.Frozen, Axis.Trained)],
                },
                BlockError = settings.BlockError,
            },
            new FigureDefinition
            {
                Name = Networks,
                Title = $"JSCC AE at B = {settings.Bandwidth} off its training SNR{named}",
                Subtitle = "Each network trained at one SNR and tested at all",
                Caption = $"JSCC AE over B = {settings.Bandwidth} channel uses: every line is one network, trained at one SNR and "
                    + "tested at all.",
                Cells = new CellSelection { Scheme = [Scheme.JsccAe, Scheme.JsccAeAdaptive], Axes = [atBandwidth, over] },
                Points = FigurePoints.All,
                Lines = Axis.TrainSnrDb.Key,
            },
            new FigureDefinition
            {
                Name = Bandwidths,
                Title = $"JSCC AE by bandwidth B{named}",
                Subtitle = "Trained and tested at the same SNR",
                Caption = "JSCC AE over different numbers of channel uses B, tested at the SNR it was trained at.",
                Cells = new CellSelection { Scheme = [Scheme.JsccAe], Axes = [over] },
                Lines = Axis.Bandwidth.Key,
            },
        ];
    }
}
