using System.Text.Json.Serialization;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// Something a worker can be given: a cell (<c>cells/…</c>) or a shared stage (<c>stages/…</c>). The text is also its folder
/// in the store and the key of its grain.
/// </summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct WorkId
{
    private const string CellPrefix = "cells/";
    private const string StagePrefix = "stages/";
    private readonly string? text;

    private WorkId(string text) => this.text = text;

    public string Value => text ?? throw new InvalidOperationException("An empty work id.");

    public bool IsCell => Value.StartsWith(CellPrefix, StringComparison.Ordinal);

    /// <summary>The first eight digits of the hash, for people.</summary>
    public string Short => Digits[..8];

    /// <summary>The hash: 32 lower-case hexadecimal digits.</summary>
    public string Digits => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static WorkId Of(CellId cell) => new(CellPrefix + cell.Value);

    public static WorkId Of(StageKey stage) => new(StagePrefix + stage.Value);

    /// <exception cref="FormatException">Neither <c>cells/id</c> nor <c>stages/key</c>.</exception>
    public static WorkId Parse(string? text)
    {
        if (text?.StartsWith(CellPrefix, StringComparison.Ordinal) == true) return Of(CellId.Parse(text[CellPrefix.Length..]));
        if (text?.StartsWith(StagePrefix, StringComparison.Ordinal) == true) return Of(StageKey.Parse(text[StagePrefix.Length..]));
        throw new FormatException($"'{text}' is neither a cell ({CellPrefix}…) nor a stage ({StagePrefix}…).");
    }

    public override string ToString() => Value;

    internal sealed class JsonText() : TextJson<WorkId>(Parse);
}
