namespace JsccGrid.Experiments.Curves;

/// <summary>The figures of the paper, top-1 accuracy against channel SNR.</summary>
public enum FigureName
{
    /// <summary>Methods at one bandwidth, trained and tested at the same SNR.</summary>
    Fig4a,
    /// <summary>JSCC AE at one bandwidth: a line per SNR_train, tested at every SNR.</summary>
    Fig4b,
    /// <summary>JSCC AE: a line per bandwidth, trained and tested at the same SNR.</summary>
    Fig4c,
}
