using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;
using JsccGrid.Worker.Telemetry;

namespace JsccGrid.Worker.Attempts;

/// <summary>
/// Commits checkpoints while training goes on, one at a time. When they come faster than the store takes them, the latest wins.
/// </summary>
/// <param name="writer">The attempt's right to write; used by nobody else until <see cref="FinishAsync"/> is over.</param>
/// <param name="log">Where problems are told.</param>
/// <param name="fenced">Cancelled when a later attempt has taken over, or a checkpoint ends this one.</param>
/// <param name="clock">The clock that commits are timed by.</param>
/// <param name="abandon">Ends waits for the store.</param>
internal sealed class CheckpointCommitter(
    AttemptWriter writer, Action<string> log, CancellationTokenSource fenced, TimeProvider clock, CancellationToken abandon)
{
    private readonly Lock gate = new();
    private TrainingEvent.Checkpointed? waiting;
    private Task running = Task.CompletedTask;

    /// <summary>Not null when a later attempt has taken over.</summary>
    public FencedException? Fence { get; private set; }

    /// <summary>Whether a checkpoint that is not what it was said to be ends the attempt; otherwise the next may fare better.</summary>
    public bool IsStrict { get; init; }

    /// <summary>What was wrong with a checkpoint, where that ends the attempt.</summary>
    public InvalidDataException? Fault { get; private set; }

    /// <summary>Takes over a checkpoint folder: commits it in the background, then deletes it. Calls come one after another.</summary>
    public void Submit(TrainingEvent.Checkpointed checkpoint)
    {
        lock (gate)
        {
            if (waiting is { } overtaken) DeleteFolder(overtaken.Folder);
            waiting = checkpoint;
            if (running.IsCompleted) running = Task.Run(CommitAsync);
        }
    }

    /// <summary>Forgets what has not begun and waits for what has.</summary>
    public Task DiscardAsync()
    {
        lock (gate)
        {
            if (waiting is { } unneeded) DeleteFolder(unneeded.Folder);
            waiting = null;
            return running;
        }
    }

    /// <summary>Waits until all is committed.</summary>
    public Task FinishAsync()
    {
        lock (gate) return running;
    }

    private async Task CommitAsync()
    {
        while (Next() is { } checkpoint)
        {
            try
            {
                if (Fence is null && Fault is null) await CommitAsync(checkpoint);
            }
            catch (FencedException exception)
            {
                Fence = exception;
                await fenced.CancelAsync();
            }
            catch (InvalidDataException exception) when (IsStrict)
            {
                Fault = exception;
                await fenced.CancelAsync();
            }
            catch (OperationCanceledException) when (abandon.IsCancellationRequested)
            {
                log($"The checkpoint of step {checkpoint.Step} could not be committed in time.");
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // Training goes on; the next checkpoint may fare better.
                log($"The checkpoint of step {checkpoint.Step} could not be committed: {exception.Message}");
            }
            DeleteFolder(checkpoint.Folder);
        }
    }

    private async Task CommitAsync(TrainingEvent.Checkpointed checkpoint)
    {
        using var span = WorkTrace.Source.StartActivity("checkpoint")?.SetTag("jsccgrid.step", checkpoint.Step);
        var start = clock.GetTimestamp();
        await writer.CommitCheckpointAsync(checkpoint.Folder, checkpoint.Step, checkpoint.Files, abandon);
        CheckpointMetrics.Count(clock.GetElapsedTime(start), checkpoint.Files.Sum(file => file.Size));
    }

    private TrainingEvent.Checkpointed? Next()
    {
        lock (gate)
        {
            var next = waiting;
            waiting = null;
            // Seen under the lock: Submit starts a new loop exactly when this one has decided to end.
            if (next is null) running = Task.CompletedTask;
            return next;
        }
    }

    private void DeleteFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It goes with the attempt's scratch folder.
            log($"The local checkpoint '{folder}' could not be deleted: {exception.Message}");
        }
    }
}
