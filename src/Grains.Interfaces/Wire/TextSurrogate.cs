namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>How an identifier crosses the wire: as its text.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.text")]
public struct TextSurrogate
{
    [Id(0)] public string Text { get; set; }
}
