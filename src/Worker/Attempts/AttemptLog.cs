using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Works;
using JsccGrid.Worker.Trainers;

namespace JsccGrid.Worker.Attempts;

/// <summary>
/// The lines of an attempt on their way to the store's log. Every line is an event; what the process printed besides becomes a
/// message. Remembers the last lines for people who ask why an attempt failed.
/// </summary>
internal sealed class AttemptLog(WorkStore store, WorkId work, TimeProvider timeProvider)
{
    private const int TailLines = 20;

    /// <summary>Characters of a message, and of a line that is remembered for people; of longer ones the beginning is kept.</summary>
    private const int MaxMessage = 8000;
    private const int MaxRemembered = 1000;

    /// <summary>Characters kept for a store that is away; the oldest lines go first.</summary>
    private const int MaxPending = 1 << 20;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private readonly LinkedList<string> pending = [];
    private long pendingSize;
    private long dropped;
    private bool isBegun;
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
            WriteLine(output.Line, output.Missing);
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
            Enqueue(output.Line);
        }
    }

    /// <summary>The beginning of a text that is too long, and how long it was.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Characters to keep.</param>
    /// <param name="missing">Characters that the text has lost already.</param>
    public static string Cut(string text, int length, long missing = 0) => text.Length + missing <= length
        ? text
        : string.Create(CultureInfo.InvariantCulture,
            $"{text.AsSpan(0, Math.Min(text.Length, length))} … ({text.Length + missing:#,0} characters in all; the rest is left out)");

    /// <summary>Adds a message of the worker's own, or a line that is no event.</summary>
    public void WriteLine(string text) => WriteLine(text, 0);

    private void WriteLine(string text, long missing)
    {
        lock (gate)
        {
            Remember(text, missing);
            Enqueue(MessageLine(Cut(text, MaxMessage, missing)));
        }
    }

    /// <summary>Sends what has gathered to the store, again and again until cancelled. Lines wait while the store is away.</summary>
    public async Task WriteAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Sends the rest, if the store takes it in time; a log holds up nothing. After <see cref="WriteAsync"/> has ended.</summary>
    public async Task FinishAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit, timeProvider);
        try
        {
            await FlushAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var lines = Take();
        if (lines.Count == 0) return;
        // The first line feed ends a line that a killed worker left torn; readers skip empty lines.
        var text = new StringBuilder(isBegun ? "" : "\n").AppendJoin('\n', lines).Append('\n');
        try
        {
            await store.AppendLogAsync(work, Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            isBegun = true;
        }
        catch (Exception)
        {
            // Whatever it was, a log holds up nothing.
            PutBack(lines);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private List<string> Take()
    {
        lock (gate)
        {
            var lines = pending.ToList();
            if (dropped > 0) lines.Insert(0, MessageLine($"{dropped} lines were dropped here: the store was away for too long."));
            pending.Clear();
            (pendingSize, dropped) = (0, 0);
            return lines;
        }
    }

    private void PutBack(List<string> lines)
    {
        lock (gate)
        {
            for (var index = lines.Count - 1; index >= 0; index--) pending.AddFirst(lines[index]);
            pendingSize += lines.Sum(line => line.Length);
            DropExcess();
        }
    }

    private void Enqueue(string line)
    {
        pending.AddLast(line);
        pendingSize += line.Length;
        DropExcess();
    }

    private void DropExcess()
    {
        for (; pendingSize > MaxPending && pending.First is { } oldest; dropped++)
        {
            pendingSize -= oldest.Value.Length;
            pending.RemoveFirst();
        }
    }

    private string MessageLine(string text) =>
        JsonSerializer.Serialize<TrainingEvent>(new TrainingEvent.Message(text) { At = timeProvider.GetUtcNow() }, ExperimentJson.Compact);

    private bool IsProgressDue()
    {
        var now = timeProvider.GetUtcNow();
        if (now - lastProgress < ProgressInterval) return false;
        lastProgress = now;
        return true;
    }

    private void Remember(string line, long missing = 0)
    {
        tail.Enqueue(Cut(line, MaxRemembered, missing));
        if (tail.Count > TailLines) tail.Dequeue();
    }
}
