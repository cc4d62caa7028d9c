namespace JsccGrid.Page.Works;

/// <summary>A part of a log.</summary>
/// <param name="Lines">Whole lines, each an event as JSON.</param>
/// <param name="Next">Where the next part begins.</param>
/// <param name="IsCut">Whether there is more before it.</param>
internal sealed record LogChunk(IReadOnlyList<string> Lines, long Next, bool IsCut);
