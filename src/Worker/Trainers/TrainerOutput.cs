using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Worker.Trainers;

/// <summary>A line a training process wrote.</summary>
/// <param name="Line">As it came, as far as it is kept.</param>
/// <param name="Event">Null when it is not an event.</param>
/// <param name="Missing">Characters of the line beyond those.</param>
internal sealed record TrainerOutput(string Line, TrainingEvent? Event, long Missing = 0);
