using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>How a piece of work crosses the wire: one of both.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.work")]
public struct WorkSurrogate
{
    [Id(0)] public CellSpec? Cell { get; set; }
    [Id(1)] public StageSpec? Stage { get; set; }
}
