using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>Networks and the phases that train them.</summary>
public interface ITrainable : IDisposable
{
    /// <summary>By name; with their parameters' names appended, the names of a checkpoint's tensors.</summary>
    IReadOnlyDictionary<string, nn.Module> Networks { get; }

    /// <summary>In the order in which they run; empty where nothing is left to train.</summary>
    IReadOnlyList<TrainingPhase> Phases { get; }
}
