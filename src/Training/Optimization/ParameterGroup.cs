using TorchSharp.Modules;

namespace JsccGrid.Training.Optimization;

/// <summary>Named parameters that share a learning rate and a weight decay.</summary>
/// <param name="Parameters">
/// Names, unique over all groups of an optimizer, with the parameters: single precision, contiguous, and all on one device.
/// </param>
/// <param name="WeightDecay">Weight of the L2 term, added to the gradient as weight x parameter.</param>
/// <param name="LearningRateFactor">The group's learning rate as a multiple of the schedule's.</param>
public sealed record ParameterGroup(
    IReadOnlyList<(string Name, Parameter Parameter)> Parameters, double WeightDecay, double LearningRateFactor = 1);
