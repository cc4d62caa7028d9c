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

    /// <exception cref="ArgumentException">It is no value of a coordinate.</exception>
    public static CoordinateValue Of(object content) => content switch
    {
        double real when !double.IsFinite(real) => throw new ArgumentException($"{real} is no finite number.", nameof(content)),
        string { Length: 0 or > MaxWord } => throw new ArgumentException($"A word has 1 to {MaxWord} characters.", nameof(content)),
        string word when OneLine.ProblemOf(word) is { } problem => throw new ArgumentException($"A word {problem}.", nameof(content)),
        int or double or SnrDb or string => new CoordinateValue(content),
        _ => throw new ArgumentException($"A coordinate is no {content.GetType().Name}.", nameof(content)),
    };

    /// <summary>A value from JSON.</summary>
    /// <param name="element">A number or a word.</param>
    /// <param name="type">Its type; null when nothing tells, so that what is written does.</param>
    /// <exception cref="JsonException">It is no such value.</exception>
    public static CoordinateValue Read(JsonElement element, Type? type)
    {
        type ??= element.ValueKind == JsonValueKind.String ? typeof(string) : element.TryGetInt32(out _) ? typeof(int) : typeof(double);
        try
        {
            return Of(element.Deserialize(type, ExperimentJson.Compact) ?? throw new JsonException("It is null."));
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>The order of values: none first, then numbers by size, then words by their letters.</summary>
    public static int Compare(CoordinateValue? left, CoordinateValue? right)
    {
        if (left is null || right is null) return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        return (left.Value.Number, right.Value.Number) is ({ } less, { } more)
            ? less.CompareTo(more)
            : string.CompareOrdinal($"{left}", $"{right}");
    }

    /// <summary>The shortest text that reads back as the same value.</summary>
    public override string ToString() => Convert.ToString(Content, CultureInfo.InvariantCulture) ?? "";
}
