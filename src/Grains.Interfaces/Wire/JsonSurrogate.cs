namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>
/// How an experiment's type crosses the wire: as its own JSON, so that silos and clients of neighbouring versions understand
/// each other as far as the JSON does.
/// </summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.json")]
public struct JsonSurrogate
{
    [Id(0)] public string Json { get; set; }
}
