using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Optimization;
using JsccGrid.Training.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>A stretch of training with one loss and one optimizer.</summary>
public sealed record TrainingPhase
{
    /// <summary>As in progress events: <c>baseline</c>, <c>pretraining</c>, <c>joint</c>, <c>training</c>.</summary>
    public required string Name { get; init; }

    public required ScheduleRecipe Schedule { get; init; }

    /// <summary>Training samples: images or stored feature vectors.</summary>
    public required int Samples { get; init; }

    /// <summary>What the phase optimises; the networks these belong to are in training mode, the others in evaluation mode.</summary>
    public required IReadOnlyList<TrainedNetwork> Trained { get; init; }

    /// <summary>For people: <c>cross-entropy</c>.</summary>
    public required string LossName { get; init; }

    /// <summary>The scalar loss of a batch, given by the samples' indices: int64 [N] on the training device.</summary>
    public required Func<Tensor, Tensor> Loss { get; init; }

    /// <summary>
    /// The last batch may be smaller, as long as it has two samples: batch normalisation cannot train on one. A single sample left
    /// over waits for an epoch that shuffles it elsewhere.
    /// </summary>
    public int StepsPerEpoch => (Samples / Schedule.BatchSize) + (Samples % Schedule.BatchSize > 1 ? 1 : 0);

    public int Epochs => Schedule.Phases.Sum(phase => phase.Epochs);

    public long Steps => (long)Epochs * StepsPerEpoch;

    /// <summary>Learning rate of an epoch, counted from 0.</summary>
    public double LearningRate(int epoch)
    {
        foreach (var phase in Schedule.Phases)
        {
            if (epoch < phase.Epochs) return phase.LearningRate;
            epoch -= phase.Epochs;
        }
        throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"The schedule has {Epochs} epochs.");
    }

    /// <summary>A fresh optimizer, without momentum yet.</summary>
    public SgdOptimizer CreateOptimizer() => new([.. Trained.Select(Group)], Schedule.Momentum);

    private ParameterGroup Group(TrainedNetwork trained) => new(
        [
            .. trained.Network.named_parameters().Where(parameter => parameter.parameter.requires_grad)
                .Select(parameter => ($"{trained.Name}.{parameter.name}", parameter.parameter)),
        ],
        trained.WeightDecay ?? Schedule.WeightDecay,
        trained.LearningRateFactor);
}
