using System.Text.Json.Serialization;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>The content hash of a cell's specification: the same cell in two grids is one cell, trained once.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct CellId
{
    private readonly string? digits;

    private CellId(string digits) => this.digits = digits;

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public string Value => digits ?? throw new InvalidOperationException("An empty cell id.");

    /// <summary>The first eight digits, for people.</summary>
    public string Short => Value[..8];

    /// <exception cref="FormatException">Not 32 lower-case hexadecimal digits.</exception>
    public static CellId Parse(string? text) => new(HexDigest.Require(text, "cell id"));

    public override string ToString() => Value;

    internal sealed class JsonText() : TextJson<CellId>(Parse);
}
