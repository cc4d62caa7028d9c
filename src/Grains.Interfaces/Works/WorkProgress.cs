namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>Where training is, as last reported.</summary>
/// <param name="Phase">
/// As in <see cref="Experiments.Protocol.TrainingEvent.Progress"/>: <c>baseline</c>, <c>joint</c>, <c>evaluation</c>, …
/// </param>
/// <param name="Epoch">From 1, within the phase.</param>
/// <param name="Epochs">Epochs of the phase.</param>
/// <param name="Step">Steps done over all phases.</param>
/// <param name="Steps">Steps of all phases.</param>
/// <param name="Loss">Mean loss of the steps since the report before.</param>
/// <param name="ImagesPerSecond">Images or feature vectors per second.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkProgress")]
public sealed record WorkProgress(
    [property: Id(0)] string Phase,
    [property: Id(1)] int Epoch,
    [property: Id(2)] int Epochs,
    [property: Id(3)] long Step,
    [property: Id(4)] long Steps,
    [property: Id(5)] double? Loss,
    [property: Id(6)] double? ImagesPerSecond)
{
    /// <summary>Share of all steps done, 0 to 1.</summary>
    public double Fraction => Steps > 0 ? Math.Clamp((double)Step / Steps, 0, 1) : 0;
}
