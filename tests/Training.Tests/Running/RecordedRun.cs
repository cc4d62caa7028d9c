using JsccGrid.Experiments.Protocol;
using JsccGrid.Training.Running;

namespace JsccGrid.Training.Tests.Running;

/// <summary>One run of a plan with the events it reported.</summary>
internal sealed class RecordedRun
{
    private readonly List<TrainingEvent> events = [];

    public required PlanOutcome Outcome { get; init; }

    public IReadOnlyList<TrainingEvent> Events => this.events;

    public IEnumerable<T> All<T>() where T : TrainingEvent => this.events.OfType<T>();

    public T Last<T>() where T : TrainingEvent => All<T>().LastOrDefault()
        ?? throw new InvalidOperationException(
            $"The run {Outcome} without a {typeof(T).Name}; its last event was {this.events.LastOrDefault()}.");

    /// <summary>Runs a plan, reporting progress at every step.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="stopWhen">Preempts when an event satisfies it.</param>
    public static RecordedRun Of(TrainingPlan plan, Func<TrainingEvent, bool>? stopWhen = null)
    {
        var events = new List<TrainingEvent>();
        using var preempt = new CancellationTokenSource();
        using var runner = new PlanRunner(new SteppingClock(TimeSpan.FromSeconds(1)), Take, checkpointsKept: null);
        var run = new RecordedRun { Outcome = runner.Run(plan, preempt.Token) };
        run.events.AddRange(events);
        return run;

        void Take(TrainingEvent trainingEvent)
        {
            events.Add(trainingEvent);
            if (stopWhen?.Invoke(trainingEvent) == true) preempt.Cancel();
        }
    }
}
