using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Silo.Workers;

/// <summary>A line a training process wrote.</summary>
/// <param name="Line">As it came.</param>
/// <param name="Event">Null when it is not an event.</param>
internal sealed record TrainerOutput(string Line, TrainingEvent? Event);
