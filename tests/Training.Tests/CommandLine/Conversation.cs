using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Training.CommandLine;

namespace JsccGrid.Training.Tests.CommandLine;

/// <summary>The agent's side of a conversation with a worker that serves on a thread of its own.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly BlockingCollection<string> commands = [];
    private readonly BlockingCollection<string> events = [];
    private readonly TrainingServer worker;
    private readonly Task<TrainingExitCode> serving;

    public Conversation(TimeProvider clock)
    {
        worker = new TrainingServer(new Reader(commands), new Writer(events), clock);
        serving = Task.Factory.StartNew(worker.Serve, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Send(TrainingCommand command) => SendLine(JsonSerializer.Serialize(command, ExperimentJson.Compact));

    public void SendLine(string line) => commands.Add(line);

    public void EndInput() => commands.CompleteAdding();

    /// <summary>Takes events up to and including the first of a kind, and returns that one.</summary>
    public T Await<T>() where T : TrainingEvent
    {
        using var limit = Until.Limit();
        while (Next(limit) is { } line)
        {
            var next = JsonSerializer.Deserialize<TrainingEvent>(line, ExperimentJson.Compact);
            if (next is T wanted) return wanted;
            if (next is TrainingEvent.Failed failed)
                throw new InvalidOperationException($"The worker failed: {failed.Detail ?? failed.Reason}");
        }
        throw new TimeoutException($"No {typeof(T).Name} event came in {limit}.");
    }

    public TrainingExitCode AwaitExit() => Until.EndsAsync(serving, "the worker to end").GetAwaiter().GetResult();

    private string? Next(Patience limit)
    {
        try
        {
            return events.Take(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsSpent)
        {
            return null;
        }
    }

    public void Dispose()
    {
        EndInput();
        AwaitExit();
        worker.Dispose();
        commands.Dispose();
        events.Dispose();
    }

    private sealed class Reader(BlockingCollection<string> lines) : TextReader
    {
        public override string? ReadLine() => lines.TryTake(out var line, Timeout.Infinite) ? line : null;
    }

    private sealed class Writer(BlockingCollection<string> lines) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => lines.Add(value!);
    }
}
