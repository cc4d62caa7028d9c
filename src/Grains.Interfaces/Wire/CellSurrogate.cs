namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>How a cell's specification crosses the wire. Cells of one message that share <see cref="Common"/> carry it once.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.cell")]
public struct CellSurrogate
{
    [Id(0)] public int Scheme { get; set; }
    [Id(1)] public int? Bandwidth { get; set; }

    /// <summary>Decibels.</summary>
    [Id(2)] public double? TrainSnrDb { get; set; }

    [Id(3)] public int? LatentDimension { get; set; }
    [Id(4)] public double? Lambda { get; set; }
    [Id(5)] public int Seed { get; set; }

    /// <summary><see cref="CommonParts"/> as JSON.</summary>
    [Id(6)] public string Common { get; set; }
}
