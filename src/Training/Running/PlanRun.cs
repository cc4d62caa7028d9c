using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Checkpoints;
using JsccGrid.Training.Evaluation;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Running;

/// <summary>One run of a plan: the stages that it brings no folder for, then its work.</summary>
internal sealed class PlanRun(
    TrainingPlan plan, Device device, TensorCache cache, TimeProvider clock, Action<TrainingEvent> report, int? checkpointsKept,
    CancellationToken preempt)
{
    private const string OutputName = "output";
    private const string CheckpointsName = "checkpoints";
    private const string StagesName = "stages";

    internal sealed record Output(string Folder, EquatableList<OutputFile> Files);

    public Output Run() => Run(plan.Work, plan.ScratchFolder, plan.ResumeFrom, report, checkpointsKept);

    private Output Run(WorkSpec work, string scratch, string? resumeFrom, Action<TrainingEvent> report, int? kept)
    {
        var outputFolder = Path.Combine(scratch, OutputName);
        if (Directory.Exists(outputFolder)) return new Output(outputFolder, OutputFolder.Describe(outputFolder));

        var shelf = new LocalCheckpoints(Path.Combine(scratch, CheckpointsName));
        using var checkpoint = resumeFrom is not null
            ? Checkpoint.Read(resumeFrom, work.Id)
            : shelf.ReadLatest(work.Id, problem => report(new TrainingEvent.Message($"{problem} The one before it is used.")));
        var context = new RunContext
        {
            Clock = clock,
            Report = report,
            Preempt = preempt,
            Checkpoints = shelf,
            CheckpointInterval = TimeSpan.FromSeconds(plan.CheckpointSeconds),
            CheckpointSteps = plan.CheckpointSteps,
            CheckpointsKept = kept,
        };
        var seed = work.Cell?.Seed ?? work.Stage!.Seed;
        using var streams = new RandomStreams(seed);
        var materials = Gather(work, seed, streams);
        return work.Cell is { } cell
            ? RunCell(cell, materials, checkpoint, context, outputFolder)
            : RunStage(work.Stage!, materials, checkpoint, context, outputFolder);
    }

    private Output RunStage(StageSpec stage, Materials materials, Checkpoint? checkpoint, RunContext context, string outputFolder)
    {
        using IStage trainable = stage.Kind switch
        {
            StageKind.Baseline => new BaselineStage(materials),
            StageKind.Features => new FeaturesStage(materials),
            _ => throw new PlanException([$"stage kind {stage.Kind} is unknown"]),
        };
        using var loop = new TrainingLoop(WorkId.Of(stage.Key), trainable, materials.Streams, device, context);
        if (checkpoint is not null) loop.Resume(checkpoint);
        loop.Run();
        var pulse = new Pulse(stage.Kind.Name(), loop, context);
        return new Output(outputFolder, OutputFolder.Write(outputFolder, folder => trainable.WriteOutput(folder, pulse.Progressed)));
    }

    private Output RunCell(CellSpec cell, Materials materials, Checkpoint? checkpoint, RunContext context, string outputFolder)
    {
        using var scheme = SchemeModels.Make(cell, materials);
        using var loop = new TrainingLoop(WorkId.Of(cell.Id), scheme, materials.Streams, device, context);
        if (checkpoint is not null) loop.Resume(checkpoint);
        loop.Run();
        var start = clock.GetTimestamp();
        var pulse = new Pulse("evaluation", loop, context);
        var evaluation = CellEvaluation.Run(scheme, cell.Recipe.Evaluation, materials.Streams, pulse.Progressed);
        var result = new CellResult
        {
            Format = CellResult.CurrentFormat,
            Cell = cell.Id,
            Spec = cell,
            Points = evaluation.Points,
            ChanceTop1 = evaluation.ChanceTop1,
            Bits = evaluation.Bits,
            Queries = evaluation.Queries,
            QueriesWithoutMatch = evaluation.QueriesWithoutMatch,
            QueryIdentities = evaluation.QueryIdentities,
            Training = new TrainingSummary
            {
                Steps = loop.State.Step,
                TrainingSeconds = loop.State.TrainingSeconds,
                EvaluationSeconds = clock.GetElapsedTime(start).TotalSeconds,
                FinalLoss = loop.State.LastEpochLoss,
                ClippedShare = loop.ClippedShare,
                Resumes = loop.State.Resumes,
            },
            Environment = Environment(),
        };
        return new Output(outputFolder, OutputFolder.Write(outputFolder, folder => OutputFolder.WriteText(
            Path.Combine(folder, CellResult.FileName), JsonSerializer.SerializeToUtf8Bytes(result, ExperimentJson.Indented))));
    }

    private Materials Gather(WorkSpec work, int seed, RandomStreams streams)
    {
        var stages = work.RequiredStages.ToDictionary(stage => stage.Kind, stage => (stage.Key, Folder: FolderOf(stage)));
        var recipe = work.Recipe;
        return new Materials
        {
            Recipe = recipe,
            Streams = streams,
            Device = device,
            Images = cache.Images(work.Data, plan.DataFolder, recipe.Input, device, plan.Threads, preempt),
            Features = new Lazy<ReIdFeatures>(
                () => cache.Features(stages[StageKind.Features].Key, stages[StageKind.Features].Folder, device),
                LazyThreadSafetyMode.PublicationOnly),
            FrozenMaps = cache.FrozenMaps(work, seed, device),
            Stop = preempt,
            BaselineFile = stages.TryGetValue(StageKind.Baseline, out var baseline)
                ? Path.Combine(baseline.Folder, BaselineWeights.FileName)
                : null,
            WeightsFile = VerifiedWeights(work),
        };
    }

    /// <summary>
    /// Where a required stage's output lies, after running it if the plan does not say. The checkpoints of such a run are no business
    /// of whoever asked for the plan's own work: they stay in the scratch folder, for the next run there.
    /// </summary>
    private string FolderOf(StageSpec stage) => plan.StageFolders.TryGetValue(stage.Key.Value, out var folder)
        ? folder
        : Run(WorkSpec.Of(stage), Path.Combine(plan.ScratchFolder, StagesName, stage.Key.Value), null, WithoutCheckpoints, kept: 1).Folder;

    private void WithoutCheckpoints(TrainingEvent trainingEvent)
    {
        if (trainingEvent is not TrainingEvent.Checkpointed) report(trainingEvent);
    }

    private string? VerifiedWeights(WorkSpec work)
    {
        if (work.Weights is not { } weights) return null;
        var found = FileHash.Of(plan.WeightsFile!);
        return found == weights.Sha256
            ? plan.WeightsFile
            : throw new SafetensorsException(
                plan.WeightsFile!, $"its SHA-256 is {found}; the work wants {weights.Sha256} ({weights.Name})");
    }

    private EnvironmentSummary Environment() => new()
    {
        Device = device.ToString(),
        Threads = plan.Threads,
        TorchSharp = LoadedRuntime.TorchSharpVersion,
        JsccGrid = LoadedRuntime.ProgramVersion,
        OperatingSystem = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
    };

    /// <summary>Progress, checkpoints and preemption of work that comes after the steps.</summary>
    private sealed class Pulse(string phase, TrainingLoop loop, RunContext context)
    {
        private readonly ProgressReporter progress = new(context.Clock, context.Report);

        public void Progressed(int images)
        {
            progress.Count(images);
            if (progress.IsDue) progress.Report(phase, 1, 1, loop.State.Step, loop.TotalSteps);
            loop.CheckpointIfDue();
        }
    }
}
