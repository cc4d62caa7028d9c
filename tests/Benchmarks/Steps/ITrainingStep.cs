namespace JsccGrid.Benchmarks.Steps;

/// <summary>A step of training to be timed again and again.</summary>
internal interface ITrainingStep : IDisposable
{
    /// <summary>Samples that a step trains on.</summary>
    int Batch { get; }

    void Run();
}
