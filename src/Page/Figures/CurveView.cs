namespace JsccGrid.Page.Figures;

/// <summary>One line of a figure.</summary>
/// <param name="Series">Unique in its figure.</param>
/// <param name="Title">For the legend.</param>
/// <param name="Style">Its colours and marker, which stay as they are while others appear.</param>
/// <param name="Points">By ascending place.</param>
/// <param name="Steps">The digital staircase between the points: (dB, top-1) from where each tread begins.</param>
internal sealed record CurveView(
    string Series, string Title, StyleView Style, IReadOnlyList<PointView> Points, IReadOnlyList<double[]> Steps);
