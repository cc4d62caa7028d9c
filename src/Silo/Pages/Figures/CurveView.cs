namespace JsccGrid.Silo.Pages.Figures;

/// <summary>One line of a figure.</summary>
/// <param name="Series">Unique in its figure.</param>
/// <param name="Title">For the legend.</param>
/// <param name="Scheme">Its name.</param>
/// <param name="Place">Among the lines that the figure has once the grid is finished, from 0: its colour then stays as it is.</param>
/// <param name="Places">How many these are.</param>
/// <param name="Points">By ascending SNR.</param>
/// <param name="Steps">The digital staircase between the points: (dB, top-1) from where each tread begins.</param>
internal sealed record CurveView(
    string Series, string Title, string Scheme, int Place, int Places, IReadOnlyList<PointView> Points, IReadOnlyList<double[]> Steps);
