using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>A network that a phase trains.</summary>
/// <param name="Name">Its name in <see cref="ITrainable.Networks"/>.</param>
/// <param name="Network">The network.</param>
/// <param name="WeightDecay">Weight of the L2 regularisation of its parameters; null for the schedule's, 0 for none.</param>
/// <param name="LearningRateFactor">Its learning rate as a multiple of the schedule's.</param>
public sealed record TrainedNetwork(string Name, nn.Module Network, double? WeightDecay = null, double LearningRateFactor = 1);
