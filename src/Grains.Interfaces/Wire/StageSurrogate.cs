namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>How a stage's specification crosses the wire.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.stage")]
public struct StageSurrogate
{
    [Id(0)] public int Kind { get; set; }
    [Id(1)] public int Seed { get; set; }

    /// <summary><see cref="CommonParts"/> as JSON.</summary>
    [Id(2)] public string Common { get; set; }
}
