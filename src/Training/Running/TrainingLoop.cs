using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Training.Checkpoints;
using JsccGrid.Training.Optimization;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Running;

/// <summary>
/// Trains networks through their phases, one step after the other. All that a step depends on is in <see cref="TrainingState"/>, the
/// networks, the optimizer, the random streams and the epoch's data order, so that a checkpoint of these resumes exactly. Synchronous:
/// dispose scopes belong to a thread.
/// </summary>
internal sealed class TrainingLoop : IDisposable
{
    /// <summary>Steps between two looks at the losses: each look waits for the device.</summary>
    private const int StepsPerLossReading = 32;

    private readonly ITrainable trainable;
    private readonly RandomStreams streams;
    private readonly Device device;
    private readonly RunContext context;
    private readonly ProgressReporter progress;
    private readonly List<Tensor> unreadLosses = [];
    private TrainingState state;
    private SgdOptimizer? optimizer; // of the current phase
    private Tensor? order;           // of the current epoch: int64 [N] on the device
    private long lastCheckpointTime;
    private long lastCheckpointStep = -1;

    public TrainingLoop(WorkId work, ITrainable trainable, RandomStreams streams, Device device, RunContext context)
    {
        (this.trainable, this.streams, this.device, this.context) = (trainable, streams, device, context);
        progress = new ProgressReporter(context.Clock, context.Report);
        state = TrainingState.Start(work);
        TotalSteps = trainable.Phases.Sum(phase => phase.Steps);
        lastCheckpointTime = context.Clock.GetTimestamp();
    }

    public TrainingState State => state;

    public long TotalSteps { get; }

    /// <summary>Once training is over: of the steps under a gradient limit, the share that it shortened; null without a limit.</summary>
    public double? ClippedShare =>
        trainable.Phases.Where(phase => phase.Schedule.GradientNormLimit is not null).Sum(phase => phase.Steps) is > 0 and var limited
            ? state.ClippedSteps / (double)limited
            : null;

    private TrainingPhase? Phase => state.Phase < trainable.Phases.Count ? trainable.Phases[state.Phase] : null;

    /// <summary>Continues where a checkpoint was written.</summary>
    public void Resume(Checkpoint checkpoint)
    {
        state = checkpoint.State with { Resumes = checkpoint.State.Resumes + 1 };
        ModuleState.Load(ExportNetworks(), checkpoint.Model);
        streams.Restore(checkpoint.Streams);
        order = checkpoint.Order?.to(device, copy: true).DetachFromDisposeScope();
        lastCheckpointStep = state.Step;
        if (Phase is not { } phase || checkpoint.Optimizer.Count == 0) return;
        BeginPhase(phase);
        optimizer!.ImportState(checkpoint.Optimizer);
    }

    /// <summary>Trains to the end.</summary>
    /// <exception cref="PreemptedException">Stopped as asked; a checkpoint was written.</exception>
    /// <exception cref="DivergenceException">A loss became infinite or NaN.</exception>
    public void Run()
    {
        var start = context.Clock.GetTimestamp();
        var secondsBefore = state.TrainingSeconds;
        SkipEmptyPhases();
        while (Phase is { } phase)
        {
            if (optimizer is null) BeginPhase(phase);
            order ??= Shuffle(phase);

            try
            {
                Step(phase);
            }
            catch (OperationCanceledException) when (context.Preempt.IsCancellationRequested)
            {
                // What the first step of a phase prepares was stopped, before the step drew or changed anything.
                CheckpointIfDue();
                throw;
            }

            Advance(phase);
            state = state with { TrainingSeconds = secondsBefore + context.Clock.GetElapsedTime(start).TotalSeconds };
            CheckpointIfDue();
        }
        SetMode(trained: []);
    }

    /// <summary>For work between and after the steps: writes a checkpoint if it is time to, or if training is to stop.</summary>
    /// <exception cref="PreemptedException">Training is to stop.</exception>
    public void CheckpointIfDue()
    {
        var stop = context.Preempt.IsCancellationRequested;
        if ((stop || IsCheckpointDue()) && state.Step != lastCheckpointStep && trainable.Networks.Count > 0) WriteCheckpoint();
        if (stop) throw new PreemptedException(state.Step);
    }

    public void Dispose()
    {
        optimizer?.Dispose();
        order?.Dispose();
        foreach (var loss in unreadLosses) loss.Dispose();
    }

    private bool IsCheckpointDue() =>
        (context.CheckpointInterval > TimeSpan.Zero && context.Clock.GetElapsedTime(lastCheckpointTime) >= context.CheckpointInterval)
        || (context.CheckpointSteps is { } steps && state.Step % steps == 0);

    private void Step(TrainingPhase phase)
    {
        using var scope = NewDisposeScope();
        var begin = state.StepInEpoch * phase.Schedule.BatchSize;
        var batch = order!.slice(0, begin, Math.Min(begin + phase.Schedule.BatchSize, phase.Samples), 1);
        var loss = phase.Loss(batch);
        loss.backward();
        if (phase.Schedule.GradientNormLimit is { } limit
            && nn.utils.clip_grad_norm_(phase.Trained.SelectMany(trained => trained.Network.parameters()), limit) > limit)
            state = state with { ClippedSteps = state.ClippedSteps + 1 };
        optimizer!.Step(phase.LearningRate(state.Epoch));
        unreadLosses.Add(loss.detach().DetachFromDisposeScope());
        progress.Count((int)batch.shape[0]);
    }

    private Tensor Shuffle(TrainingPhase phase)
    {
        using var scope = NewDisposeScope();
        return randperm(phase.Samples, ScalarType.Int64, generator: streams[$"order/{phase.Name}"]).to(device).DetachFromDisposeScope();
    }

    private void BeginPhase(TrainingPhase phase)
    {
        SetMode(phase.Trained);
        optimizer = phase.CreateOptimizer();
    }

    /// <summary>Counts the step that was done, and leaves the epoch and the phase where they end.</summary>
    private void Advance(TrainingPhase phase)
    {
        state = state with { Step = state.Step + 1, StepInEpoch = state.StepInEpoch + 1 };
        var endOfEpoch = state.StepInEpoch == phase.StepsPerEpoch;
        if (endOfEpoch || unreadLosses.Count == StepsPerLossReading || progress.IsDue) ReadLosses(phase);
        if (endOfEpoch || progress.IsDue) progress.Report(phase.Name, state.Epoch + 1, phase.Epochs, state.Step, TotalSteps);
        if (!endOfEpoch) return;

        state = state with
        {
            Epoch = state.Epoch + 1,
            StepInEpoch = 0,
            LastEpochLoss = state.EpochLossSum / phase.StepsPerEpoch,
            EpochLossSum = 0,
        };
        order!.Dispose();
        order = null;
        if (state.Epoch < phase.Epochs) return;

        state = state with { Phase = state.Phase + 1, Epoch = 0 };
        optimizer!.Dispose();
        optimizer = null;
        SkipEmptyPhases();
    }

    private void SkipEmptyPhases()
    {
        while (Phase is { Steps: 0 }) state = state with { Phase = state.Phase + 1 };
        state = state with { PhaseName = Phase?.Name };
    }

    private void ReadLosses(TrainingPhase phase)
    {
        if (unreadLosses.Count == 0) return;
        using var scope = NewDisposeScope();
        var losses = stack(unreadLosses).to(ScalarType.Float64).cpu().data<double>().ToArray();
        foreach (var loss in unreadLosses) loss.Dispose();
        unreadLosses.Clear();
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]))
                throw new DivergenceException(
                    phase.Name, phase.LossName, state.Step - losses.Length + i + 1, losses[i], phase.LearningRate(state.Epoch));
            state = state with { EpochLossSum = state.EpochLossSum + losses[i] };
            progress.Count(losses[i]);
        }
    }

    private void WriteCheckpoint()
    {
        using var scope = NewDisposeScope();
        if (Phase is { } phase) ReadLosses(phase);
        var folder = context.Checkpoints.FolderFor(state);
        var files = Checkpoint.Write(
            folder, state, ExportNetworks(), optimizer?.ExportState() ?? new Dictionary<string, Tensor>(), streams.Export(), order);
        lastCheckpointTime = context.Clock.GetTimestamp();
        lastCheckpointStep = state.Step;
        context.Report(new TrainingEvent.Checkpointed(folder, state.Step, files));
        if (context.CheckpointsKept is { } kept) context.Checkpoints.KeepNewest(kept);
    }

    private SortedDictionary<string, Tensor> ExportNetworks()
    {
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, network) in trainable.Networks)
            foreach (var (key, tensor) in ModuleState.Export(network, name + "."))
                tensors.Add(key, tensor);
        return tensors;
    }

    /// <summary>Puts the networks that train into training mode and the others into evaluation mode.</summary>
    private void SetMode(IReadOnlyList<TrainedNetwork> trained)
    {
        foreach (var network in trainable.Networks.Values) network.eval();
        foreach (var network in trained) network.Network.train();
    }
}
