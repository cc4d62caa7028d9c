namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>
/// The mean top-1 of a grid's finished cells that are alike in what is named here, over all in which they differ: seeds above all.
/// </summary>
/// <param name="Scheme">Its name: <c>jscc-ae</c>.</param>
/// <param name="Bandwidth">B, real channel uses per query; null for schemes without.</param>
/// <param name="TestSnrDb">SNR of the channel in the test, in decibels; +infinity for a noiseless one.</param>
/// <param name="Top1">The mean, 0 to 1.</param>
/// <param name="Cells">Cells it is the mean of.</param>
/// <param name="Channel">What the symbols cross; null for white Gaussian noise, and where features cross no channel.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.ResultMean")]
public sealed record ResultMean(
    [property: Id(0)] string Scheme,
    [property: Id(1)] int? Bandwidth,
    [property: Id(2)] double TestSnrDb,
    [property: Id(3)] double Top1,
    [property: Id(4)] int Cells,
    [property: Id(5)] string? Channel = null);
