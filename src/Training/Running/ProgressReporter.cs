using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.Running;

/// <summary>Reports progress a few times a second, with the rate and the mean loss since the last report.</summary>
internal sealed class ProgressReporter(TimeProvider clock, Action<TrainingEvent> report)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private long since = clock.GetTimestamp();
    private long samples;
    private double lossSum;
    private int losses;

    public bool IsDue => clock.GetElapsedTime(since) >= Interval;

    public void Count(int done) => samples += done;

    public void Count(double loss)
    {
        lossSum += loss;
        losses++;
    }

    public void Report(string phase, int epoch, int epochs, long step, long steps)
    {
        var seconds = clock.GetElapsedTime(since).TotalSeconds;
        report(new TrainingEvent.Progress(
            phase, epoch, epochs, step, steps,
            losses > 0 ? lossSum / losses : null,
            seconds > 0 && samples > 0 ? samples / seconds : null));
        (since, samples, lossSum, losses) = (clock.GetTimestamp(), 0, 0, 0);
    }
}
