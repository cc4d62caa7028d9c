using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>Something that happened in a grid.</summary>
/// <param name="Number">
/// Grows by one from event to event as long as the grid's grain lives, and jumps ahead when it comes to life again, so that a
/// watcher can always go on from the last it saw. Greater than 0, and exact in a JSON number.
/// </param>
/// <param name="At">UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Work">To what.</param>
/// <param name="Label">To what, for people.</param>
/// <param name="Text">The rest, in one line; may be empty.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridEvent")]
public sealed record GridEvent(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] GridEventKind Kind,
    [property: Id(3)] WorkId Work,
    [property: Id(4)] string Label,
    [property: Id(5)] string Text);
