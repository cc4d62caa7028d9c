namespace JsccGrid.Silo.Pages.Figures;

/// <summary>One line of a figure.</summary>
/// <param name="Series">Unique in its figure.</param>
/// <param name="Title">For the legend.</param>
/// <param name="Scheme">Its name.</param>
/// <param name="Points">By ascending SNR.</param>
/// <param name="Steps">The digital staircase between the points: (dB, top-1) from where each tread begins.</param>
internal sealed record CurveView(string Series, string Title, string Scheme, IReadOnlyList<PointView> Points, IReadOnlyList<double[]> Steps);
