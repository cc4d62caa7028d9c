namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>How a cell's specification crosses the wire. Cells of one message that share <see cref="Common"/> carry it once.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.cell")]
public struct CellSurrogate
{
    /// <summary>Its name.</summary>
    [Id(0)] public string Scheme { get; set; }

    /// <summary>Keys of the coordinates and their values, in turn.</summary>
    [Id(1)] public object[] Coordinates { get; set; }

    [Id(2)] public int Seed { get; set; }

    /// <summary><see cref="CommonParts"/> as JSON.</summary>
    [Id(3)] public string Common { get; set; }
}
