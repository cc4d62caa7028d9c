using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage;
using JsccGrid.Worker.Attempts;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// Trains a cell by the outside program of its scheme: one process for the attempt, started in a copy of the program's files, spoken to as
/// <c>docs/protocol.md</c> says.
/// </summary>
/// <param name="worker">Its settings and clock.</param>
/// <param name="cell">A cell whose scheme has a program.</param>
/// <param name="files">The folder with the program's files, which stay as they are.</param>
internal sealed class ProgramTrainer(WorkerContext worker, CellSpec cell, string files) : ITrainer
{
    /// <summary>
    /// Ctrl-C reaches every process of its terminal. The worker asks the program to stop; that it was interrupted besides is not to end
    /// it before its checkpoint is written. What is ignored when a program starts stays so unless the program changes it.
    /// </summary>
    private static readonly string[] Uninterrupted = ["-c", "trap '' INT; exec \"$@\"", "sh"];

    private const string Shell = "/bin/sh";

    private readonly ProgramDescription program = cell.Scheme.Program!;

    /// <summary>Whether the program could be started.</summary>
    public bool HasStarted { get; private set; }

    /// <inheritdoc/>
    public async Task<TrainingEvent?> RunAsync(
        TrainingPlan plan, Action<TrainerOutput> onOutput, AttemptLimits limits, CancellationToken lost)
    {
        Directory.CreateDirectory(plan.ScratchFolder);
        var conversation = new ProgramProtocolReader(cell, plan.ScratchFolder);
        var began = worker.Clock.GetTimestamp();
        TrainerProcess process;
        try
        {
            process = TrainerProcess.Start(
                StartInfo(Path.Combine(Path.GetDirectoryName(plan.ScratchFolder)!, "program")), plan.Threads, Read,
                ProgramProtocol.MaxLine);
        }
        catch (Win32Exception exception)
        {
            // Another worker may have it.
            return new TrainingEvent.Failed(
                $"The program '{program.Command[0]}' cannot be started on worker {worker.Options.Name}: {exception.Message}",
                    Retryable: !worker.Options.IsAlone);
        }
        HasStarted = true;
        using (process)
        {
            WorkerLog.TrainerStarted(worker.Logger, process.Id);
            var last = await new TrainerSession(process, "program", worker).RunAsync(
                ProgramJson.Write(RunOf(plan)), ProgramJson.Write(new ProgramCommand.Preempt()), onOutput, limits,
                Ended, lost);
            return last switch
            {
                TrainingEvent.Completed => Write(plan, conversation, worker.Clock.GetElapsedTime(began)),
                TrainingEvent.Preempted
                    when !limits.Preempt.IsCancellationRequested && !limits.TrainerOverdue.IsCancellationRequested =>
                    new TrainingEvent.Failed("The program said that it had been preempted, which nobody had asked of it.",
                        Retryable: false),
                _ => last,
            };
        }

        // One that ends itself could have said that another try may succeed.
        TrainingEvent.Failed Ended() =>
            new($"The program {process.Ending} before it said that it had completed, failed or been preempted.", process.WasKilled);

        TrainerOutput Read(string line, long missing)
        {
            var heard = conversation.Read(line, missing) with { At = worker.Clock.GetUtcNow() };
            // In the log a line is what it means, and no longer than ours are.
            if (heard is TrainingEvent.Message message) return new TrainerOutput(message.Text, null);
            if (heard is TrainingEvent.Failed { Detail: { } detail } failed)
                heard = failed with { Detail = AttemptLog.Cut(detail, BoundedLines.MaxLength) };
            return new TrainerOutput(JsonSerializer.Serialize(heard, ExperimentJson.Compact), heard);
        }
    }

    private ProcessStartInfo StartInfo(string folder)
    {
        foreach (var file in program.Files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Path.Combine(files, file.Name), path);
        }
        // What is one of the files is started from among them, and everything else looked for as a shell does.
        var command = program.Command[0];
        var own = program.Files.FirstOrDefault(file =>
            file.Name == (command.StartsWith("./", StringComparison.Ordinal) ? command[2..] : command));
        var name = own is not null ? Path.Combine(folder, own.Name) : ProgramCommandPath.Find(command, folder);
        if (own is not null && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(name, File.GetUnixFileMode(name) | UnixFileMode.UserExecute);
        var start = OperatingSystem.IsWindows() || !File.Exists(Shell)
            ? new ProcessStartInfo(name, program.Command.Skip(1))
            : new ProcessStartInfo(Shell, [.. Uninterrupted, name, .. program.Command.Skip(1)]);
        start.WorkingDirectory = folder;
        TrainerEnvironment.Scrub(start.Environment);
        return start;
    }

    private ProgramCommand.Run RunOf(TrainingPlan plan) => new()
    {
        Protocol = ProgramProtocol.Version,
        Cell = cell.Id.Value,
        Scheme = cell.Scheme.Name,
        Coordinates = cell.Scheme.Axes.Select(axis => (axis.Key, Value: axis.ValueOf(cell))).Where(at => at.Value is not null)
            .ToDictionary(at => at.Key, at => at.Value!.Value.Content!),
        Seed = cell.Seed,
        TestSnrDb = cell.TestSnrDb,
        DataFolder = plan.DataFolder,
        ValidationFraction = cell.Data.ValidationFraction,
        StageFolders = cell.RequiredStages.ToDictionary(stage => stage.Kind.Name(), stage => plan.StageFolders[stage.Key.Value]),
        ScratchFolder = plan.ScratchFolder,
        ResumeFrom = plan.ResumeFrom,
        Device = plan.Device,
        Threads = plan.Threads,
        CheckpointSeconds = plan.CheckpointSeconds,
        CheckpointSteps = plan.CheckpointSteps,
    };

    private TrainingEvent.Completed Write(TrainingPlan plan, ProgramProtocolReader conversation, TimeSpan time)
    {
        var result = ProgramResult.Of(
            cell,
            conversation.Result!,
            new TrainingSummary
            {
                Steps = conversation.Steps,
                TrainingSeconds = time.TotalSeconds,
                EvaluationSeconds = 0,
                Resumes = plan.ResumeFrom is null ? 0 : 1,
            },
            new EnvironmentSummary
            {
                Device = plan.Device,
                Threads = plan.Threads,
                JsccGrid = BuildVersion.Of(typeof(ProgramTrainer).Assembly),
                OperatingSystem = RuntimeInformation.OSDescription,
            });
        var bytes = JsonSerializer.SerializeToUtf8Bytes(result, ExperimentJson.Indented);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(plan.ScratchFolder)!, "output")).FullName;
        File.WriteAllBytes(Path.Combine(folder, StoreLayout.ResultFile), bytes);
        return new TrainingEvent.Completed(folder, [OutputFile.Of(StoreLayout.ResultFile, bytes)]);
    }
}
