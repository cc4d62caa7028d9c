using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>A network that a phase trains.</summary>
/// <param name="Name">Its name in <see cref="ITrainable.Networks"/>.</param>
/// <param name="Network">The network.</param>
/// <param name="Decays">Whether the schedule's L2 regularisation applies to it.</param>
/// <param name="LearningRateFactor">Its learning rate as a multiple of the schedule's.</param>
public sealed record TrainedNetwork(string Name, nn.Module Network, bool Decays = true, double LearningRateFactor = 1);
