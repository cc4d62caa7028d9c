using System.Text.Json.Serialization;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>The content hash of a shared stage: whoever needs the same stage needs the same key.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct StageKey
{
    private readonly string? digits;

    private StageKey(string digits) => this.digits = digits;

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public string Value => digits ?? throw new InvalidOperationException("An empty stage key.");

    /// <summary>The first eight digits, for people.</summary>
    public string Short => Value[..8];

    /// <exception cref="FormatException">Not 32 lower-case hexadecimal digits.</exception>
    public static StageKey Parse(string? text) => new(HexDigest.Require(text, "stage key"));

    public override string ToString() => Value;

    internal sealed class JsonText() : TextJson<StageKey>(Parse);
}
