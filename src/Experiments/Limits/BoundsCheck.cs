using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Text;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Limits;

/// <summary>Holds a record that was not read from YAML, for instance of a plan, to what its fields declare.</summary>
public static class BoundsCheck
{
    /// <summary>Reports every number, list and text out of bounds as (path, what would be right).</summary>
    public static void Of(object record, string path, Action<string, string> report)
    {
        foreach (var property in record.GetType().GetProperties().Where(IsField))
        {
            if (property.GetValue(record) is not { } value) continue;
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            OfValue(value, property, path.Length == 0 ? name : $"{path}.{name}", report);
        }
    }

    /// <summary>Whether a property is written into files, as opposed to computed from the others.</summary>
    internal static bool IsField(PropertyInfo property) => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null;

    private static void OfValue(object value, PropertyInfo property, string path, Action<string, string> report)
    {
        switch (value)
        {
            case int or double or SnrDb:
                var number = value is SnrDb snr ? snr.Value : Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (property.GetCustomAttribute<BoundsAttribute>() is { } bounds && !bounds.Hold(number))
                    report(path, NumberText.OutOfRange(Convert.ToString(value, CultureInfo.InvariantCulture)!, bounds));
                break;
            case Enum:
                if (!Enum.IsDefined(value.GetType(), value)) report(path, $"{value} is none of its names.");
                break;
            case string text:
                if (property.GetCustomAttribute<CountAttribute>() is { } length && TextProblem(text, length) is { } problem)
                    report(path, problem);
                break;
            case IEnumerable list:
                var items = list.Cast<object>().ToList();
                if (CountProblem(items.Count, property.GetCustomAttribute<CountAttribute>()) is { } wrong) report(path, wrong);
                for (var i = 0; i < items.Count; i++) OfValue(items[i], property, $"{path}[{i}]", report);
                break;
            case not null when value.GetType() is { IsClass: true } type && type.Assembly == typeof(BoundsCheck).Assembly:
                Of(value, path, report);
                break;
        }
    }

    internal static string? CountProblem(int count, CountAttribute? expected) =>
        expected?.Holds(count) == false ? $"holds {Counted.Text(count, "value")}; expected {expected}." : null;

    internal static string? TextProblem(string text, CountAttribute? expected)
    {
        if (OneLine.ProblemOf(text) is { } problem) return $"the text {problem}; expected one line of printable characters.";
        return expected?.Holds(text.Length) == false ? $"the text has {text.Length} characters; expected {expected}." : null;
    }
}
