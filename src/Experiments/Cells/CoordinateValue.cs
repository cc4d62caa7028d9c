using System.Globalization;
using System.Text.Json;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Cells;

/// <summary>The value of a coordinate: a whole number, a real number, decibels or a word.</summary>
public readonly record struct CoordinateValue
{
    /// <summary>Characters of the longest word.</summary>
    public const int MaxWord = 100;

    private CoordinateValue(object content) => Content = content;

    /// <summary>An <see cref="int"/>, a <see cref="double"/>, an <see cref="SnrDb"/> or a <see cref="string"/>; null for nothing.</summary>
    public object? Content { get; }

    /// <summary>Infinity for a channel without noise; null for a word.</summary>
    public double? Number => Content switch
    {
        int whole => whole,
        double real => real,
        SnrDb snr => snr.Value,
        _ => null,
    };

    /// <exception cref="ArgumentException">It is none of the types of values.</exception>
    public static CoordinateValue Of(object content) => content is int or double or SnrDb or string
        ? new CoordinateValue(content)
        : throw new ArgumentException($"A coordinate is no {content.GetType().Name}.", nameof(content));

    /// <summary>A value from JSON.</summary>
    /// <param name="element">As it was written.</param>
    /// <param name="type">Its type; null when nothing tells, so that what is written does.</param>
    /// <exception cref="JsonException">It is no such value.</exception>
    public static CoordinateValue Read(JsonElement element, Type? type)
    {
        if (type is not null) return new CoordinateValue(element.Deserialize(type, ExperimentJson.Compact) ?? throw new JsonException("It is null."));
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var whole)) return new CoordinateValue(whole);
        if (element.ValueKind == JsonValueKind.Number && element.GetDouble() is var real && double.IsFinite(real)) return new CoordinateValue(real);
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: <= MaxWord } word && OneLine.ProblemOf(word) is null)
            return new CoordinateValue(word);
        throw new JsonException("It is neither a number nor a word.");
    }

    /// <summary>The shortest text that reads back as the same value.</summary>
    public override string ToString() => Convert.ToString(Content, CultureInfo.InvariantCulture) ?? "";
}
