using System.Diagnostics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Experiments.Programs;

/// <summary>
/// Hears what an outside program says of a cell and holds it to the protocol: a line that is not of the protocol, or cannot be true, is
/// the failure of the cell.
/// </summary>
/// <param name="cell">The cell of the program's scheme.</param>
/// <param name="scratchFolder">Where its checkpoints must lie; absolute.</param>
public sealed class ProgramProtocolReader(CellSpec cell, string scratchFolder)
{
    /// <summary>Files of a checkpoint.</summary>
    private const int MaxFiles = 1000;

    /// <summary>Characters of a phase that are shown.</summary>
    private const int MaxPhase = 40;

    /// <summary>Characters of a reason, which is shown in tables and logs.</summary>
    private const int MaxReason = 2000;

    private long? lastCheckpoint;

    /// <summary>What it completed with; null before.</summary>
    public ProgramEvent.Completed? Result { get; private set; }

    /// <summary>Steps that it last said were done.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// What a line means to the worker. The files of a <see cref="TrainingEvent.Completed"/> are for the worker to write.
    /// </summary>
    /// <param name="line">As it came.</param>
    /// <param name="missing">Characters beyond <see cref="ProgramProtocol.MaxLine"/>.</param>
    public TrainingEvent Read(string line, long missing = 0)
    {
        if (missing > 0)
        {
            return Failure($"The program wrote a line of {line.Length + missing:N0} characters, where the protocol allows "
                + $"{ProgramProtocol.MaxLine:N0}: {OneLine.Shown(line)}");
        }
        if (Result is not null) return Failure($"The program wrote a line after its 'completed' line: {OneLine.Shown(line)}");
        try
        {
            return ReadWhole(line);
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // Half a character, for one, or a file that goes while it is looked at.
            return Failure($"The program wrote a line that cannot be used ({OneLine.Shown(exception.Message)}): {OneLine.Shown(line)}");
        }
    }

    private TrainingEvent ReadWhole(string line)
    {
        var (heard, problem) = ProgramJson.Read(line);
        return heard switch
        {
            null => Failure(problem!),
            ProgramEvent.Ready => new TrainingEvent.Ready(),
            ProgramEvent.Progress progress => Read(progress, line),
            ProgramEvent.Checkpointed checkpoint => Read(checkpoint),
            ProgramEvent.Completed completed => Read(completed),
            ProgramEvent.Preempted preempted => new TrainingEvent.Preempted(preempted.Step),
            ProgramEvent.Failed failed => new TrainingEvent.Failed(
                string.IsNullOrWhiteSpace(failed.Reason) ? "The program said that it failed, and not why." : Reason(failed.Reason),
                failed.Retry, failed.Detail, failed.Cause),
            ProgramEvent.Message message => new TrainingEvent.Message(message.Text),
            _ => throw new UnreachableException($"{heard.GetType().Name} is no line of the protocol."),
        };
    }

    private TrainingEvent Read(ProgramEvent.Progress progress, string line)
    {
        if (progress.Steps < 1 || progress.Step < 0 || progress.Step > progress.Steps)
            return Failure($"The program wrote a 'progress' line whose step is not from 0 to its steps: {OneLine.Shown(line)}");
        if (progress.Loss is { } loss && !double.IsFinite(loss))
            return Failure($"The program wrote a 'progress' line whose loss is no finite number: {OneLine.Shown(line)}");
        Steps = progress.Step;
        var phase = OneLine.Shown(progress.Phase ?? "training");
        return new TrainingEvent.Progress(phase.Length <= MaxPhase ? phase : phase[..MaxPhase], 1, 1, progress.Step, progress.Steps,
            progress.Loss);
    }

    private TrainingEvent Read(ProgramEvent.Checkpointed checkpoint)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(checkpoint.Folder, scratchFolder));
        if (!folder.StartsWith(Path.TrimEndingDirectorySeparator(scratchFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return Failure(
                $"The program named the checkpoint folder '{OneLine.Shown(checkpoint.Folder)}', which is not within its scratch folder.");
        if (checkpoint.Step < 0 || checkpoint.Files.Count is 0 or > MaxFiles)
        {
            return Failure($"The program named a checkpoint of step {checkpoint.Step} with {checkpoint.Files.Count} files; "
                + $"expected a step from 0 and 1 to {MaxFiles} files.");
        }
        if (checkpoint.Step <= lastCheckpoint)
        {
            return Failure($"The program named a checkpoint of step {checkpoint.Step} after one of step {lastCheckpoint}; "
                + "expected the steps of an attempt's checkpoints to rise.");
        }
        var files = new List<OutputFile>();
        foreach (var file in checkpoint.Files)
        {
            if (!ProgramFile.IsName(file.Name) || file.Name.Contains('/', StringComparison.Ordinal)
                || files.Exists(other => other.Name == file.Name))
            {
                return Failure($"The program named a checkpoint file '{OneLine.Shown(file.Name)}'; "
                    + "expected different names of letters, digits, '.', '-' and '_'.");
            }
            var path = Path.Combine(folder, file.Name);
            var problem = !Path.Exists(path) ? $"not in '{OneLine.Shown(checkpoint.Folder)}'" : RegularFile.WhyNot(path);
            if (problem is not null) return Failure($"The program named the checkpoint file '{file.Name}', which is {problem}.");
            files.Add(new OutputFile(file.Name, new FileInfo(path).Length, file.Sha256.ToLowerInvariant()));
        }
        lastCheckpoint = checkpoint.Step;
        return new TrainingEvent.Checkpointed(folder, checkpoint.Step, [.. files]);
    }

    private TrainingEvent Read(ProgramEvent.Completed completed)
    {
        if (ProgramResult.FindProblem(cell, completed) is { } problem)
            return Failure($"The program completed with a result that cannot be: {problem}.");
        Result = completed;
        return new TrainingEvent.Completed("", []);
    }

    /// <summary>A reason as one line that is not too long.</summary>
    private static string Reason(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxReason ? line : $"{line[..MaxReason]}…";
    }

    private static TrainingEvent.Failed Failure(string reason) => new(reason, Retryable: false);
}
