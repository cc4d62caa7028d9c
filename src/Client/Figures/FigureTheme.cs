using ScottPlot;

namespace JsccGrid.Client.Figures;

/// <summary>Colours of everything in a figure but its curves.</summary>
internal sealed record FigureTheme
{
    /// <summary>For files and paper.</summary>
    public static FigureTheme Light { get; } = new()
    {
        IsDark = false,
        Background = Color.FromHex("#FFFFFF"),
        Text = Color.FromHex("#1F2933"),
        Muted = Color.FromHex("#6B7785"),
        Grid = Color.FromHex("#E4E8ED"),
        Band = Color.FromHex("#F3F5F8"),
        Warning = Color.FromHex("#A34700"),
    };

    /// <summary>For the report on a dark screen; the background is the report's own.</summary>
    public static FigureTheme Dark { get; } = new()
    {
        IsDark = true,
        Background = Color.FromHex("#171C24"),
        Text = Color.FromHex("#E6EAF0"),
        Muted = Color.FromHex("#98A4B3"),
        Grid = Color.FromHex("#2B333F"),
        Band = Color.FromHex("#1F2631"),
        Warning = Color.FromHex("#FFB070"),
    };

    public required bool IsDark { get; init; }
    public required Color Background { get; init; }
    public required Color Text { get; init; }
    /// <summary>Axis lines and reference lines.</summary>
    public required Color Muted { get; init; }
    public required Color Grid { get; init; }
    /// <summary>Behind the noiseless column.</summary>
    public required Color Band { get; init; }
    public required Color Warning { get; init; }
}
