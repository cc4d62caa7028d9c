using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Processes;
using JsccGrid.Training.Running;

namespace JsccGrid.Training.CommandLine;

/// <summary>
/// Serves plans to a worker agent: one command a line on the input, one event a line on the output. Commands are read on a thread of
/// their own, so that a preempt reaches training between two steps; training stays on the calling thread. When the input ends, which
/// covers an agent that died, the running plan is preempted and the program ends.
/// </summary>
internal sealed class TrainingServer : IDisposable
{
    private readonly TextReader input;
    private readonly TextWriter output;
    private readonly TimeProvider clock;
    private readonly BlockingCollection<Job> jobs = [];
    private readonly Lock queueing = new();
    private readonly Lock writing = new();
    private readonly PlanTracing tracing = new();
    private volatile Job? newest;

    public TrainingServer(TextReader input, TextWriter output, TimeProvider clock) =>
        (this.input, this.output, this.clock) = (input, output, clock);

    /// <summary>A plan to run, or what is wrong with the line that should have held one.</summary>
    private sealed record Job(TrainingPlan? Plan, TrainingEvent.Failed? Problem, CancellationTokenSource Preempt);

    /// <summary>Serves the process's own input and output, and keeps everything but events from the output.</summary>
    public static TrainingExitCode Run(TimeProvider clock)
    {
        using var events = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        using var commands = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        Console.SetOut(Console.Error);
        using var worker = new TrainingServer(commands, events, clock);
        // Ctrl-C in a terminal reaches every process in it; what happens then is for the agent to say.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = new StopSignals([PosixSignal.SIGTERM, PosixSignal.SIGHUP], signal =>
        {
            signal.Cancel = true;
            worker.Finish();
        });
        return worker.Serve();
    }

    /// <summary>Serves until the input ends.</summary>
    public TrainingExitCode Serve()
    {
        new Thread(ReadCommands) { IsBackground = true, Name = "commands" }.Start();
        using var runner = new PlanRunner(clock, Write, checkpointsKept: null);
        Write(new TrainingEvent.Ready());
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            if (job.Plan is { } plan) tracing.Begin(plan);
            if (job.Problem is not null) Write(job.Problem);
            else if (runner.Run(job.Plan!, job.Preempt.Token) == PlanOutcome.FailedFatally) return TrainingExitCode.DeviceLost;
            Write(new TrainingEvent.Ready());
        }
        return TrainingExitCode.Done;
    }

    public void Dispose()
    {
        tracing.Dispose();
        jobs.Dispose();
    }

    private void ReadCommands()
    {
        while (input.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            try
            {
                var command = JsonSerializer.Deserialize<TrainingCommand>(line, ExperimentJson.Compact);
                if (command is TrainingCommand.Run run) Enqueue(run.Plan, null);
                else newest?.Preempt.Cancel();
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException)
            {
                Enqueue(null, new TrainingEvent.Failed($"Not a command: {exception.Message}", Retryable: false));
            }
        }
        Finish();
    }

    private void Enqueue(TrainingPlan? plan, TrainingEvent.Failed? problem)
    {
        lock (queueing)
        {
            if (jobs.IsAddingCompleted) return;
            newest = new Job(plan, problem, new CancellationTokenSource());
            jobs.Add(newest);
        }
    }

    /// <summary>Takes no more plans, and stops the running one between two steps.</summary>
    private void Finish()
    {
        lock (queueing)
        {
            jobs.CompleteAdding();
            newest?.Preempt.Cancel();
        }
    }

    private void Write(TrainingEvent trainingEvent)
    {
        tracing.Record(trainingEvent);
        var line = JsonSerializer.Serialize(trainingEvent with { At = clock.GetUtcNow() }, ExperimentJson.Compact);
        lock (writing) output.WriteLine(line);
    }
}
