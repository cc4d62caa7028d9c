using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Works;

namespace JsccGrid.Silo.Workers;

/// <summary>
/// The lines of an attempt on their way to the store's log. Every line is an event; what the process printed besides becomes a
/// message. Remembers the last lines for people who ask why an attempt failed.
/// </summary>
internal sealed class AttemptLog(WorkStore store, WorkId work, TimeProvider timeProvider)
{
    private const int TailLines = 20;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private readonly StringBuilder pending = new("\n"); // ends a line that a killed worker left torn; readers skip empty lines
    private DateTimeOffset lastProgress;

    public ImmutableArray<string> Tail
    {
        get
        {
            lock (gate) return [.. tail];
        }
    }

    public void Add(TrainerOutput output)
    {
        if (output.Event is null)
        {
            Say(output.Line);
            return;
        }
        lock (gate)
        {
            if (output.Event is TrainingEvent.Progress && !IsProgressDue()) return;
            if (output.Event is TrainingEvent.Message message) Remember(message.Text);
            if (output.Event is TrainingEvent.Failed { Detail: { } detail })
            {
                foreach (var line in detail.Split('\n', StringSplitOptions.RemoveEmptyEntries)) Remember(line.TrimEnd());
            }
            pending.Append(output.Line).Append('\n');
        }
    }

    /// <summary>Adds a message of the worker's own, or a line that is no event.</summary>
    public void Say(string text)
    {
        TrainingEvent message = new TrainingEvent.Message(text) { At = timeProvider.GetUtcNow() };
        lock (gate)
        {
            Remember(text);
            pending.Append(JsonSerializer.Serialize(message, ExperimentJson.Compact)).Append('\n');
        }
    }

    /// <summary>Sends what has gathered to the store. A log that cannot be written holds up nothing. One call at a time.</summary>
    public async Task FlushAsync()
    {
        byte[] lines;
        lock (gate)
        {
            if (pending.Length <= 1) return;
            lines = Encoding.UTF8.GetBytes(pending.ToString());
            pending.Clear();
        }
        try
        {
            await store.AppendLogAsync(work, lines);
        }
        catch (IOException)
        {
        }
    }

    private bool IsProgressDue()
    {
        var now = timeProvider.GetUtcNow();
        if (now - lastProgress < ProgressInterval) return false;
        lastProgress = now;
        return true;
    }

    private void Remember(string line)
    {
        tail.Enqueue(line);
        if (tail.Count > TailLines) tail.Dequeue();
    }
}
