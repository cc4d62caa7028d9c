using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Grains.Works;

/// <summary>What an event leads to.</summary>
/// <param name="Record">The new state; the same object when nothing changed.</param>
/// <param name="Outcome">What to tell the pool of a worker.</param>
internal readonly record struct WorkTransition(WorkRecord Record, WorkerOutcome? Outcome = null);

/// <summary>News of a worker for the pool.</summary>
internal sealed record WorkerOutcome(string Worker, int Attempt, AttemptOutcome Outcome);
