using System.ComponentModel;
using System.Reflection;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Silo.Configuration;

/// <summary>
/// Finds what the configuration binder would pass over or stop at one by one: keys that mean nothing, and values that are not
/// of their key's type.
/// </summary>
internal static class SectionCheck
{
    /// <summary>Every error of a section that is to be bound to a type, in one line each.</summary>
    public static IEnumerable<string> Errors(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        foreach (var child in section.GetChildren())
        {
            var property = properties.SingleOrDefault(
                property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return $"{child.Path} is no setting. {Suggestion.For(child.Key, properties.Select(known => known.Name))}";
                continue;
            }
            foreach (var error in ValueErrors(child, property.PropertyType)) yield return error;
        }
    }

    private static IEnumerable<string> ValueErrors(IConfigurationSection section, Type type)
    {
        if (typeof(IEnumerable<KeyValuePair<string, string>>).IsAssignableFrom(type))
        {
            return section.GetChildren().Where(entry => entry.Value is null)
                .Select(entry => $"{entry.Path} must be a text, not a section.");
        }
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            return section.Value is { Length: > 0 }
                ? [$"{section.Path} is '{section.Value}'; it is a section with settings of its own."]
                : Errors(section, type);
        }
        if (section.Value is null) return section.GetChildren().Any() ? [$"{section.Path} must be a value, not a section."] : [];
        return Converts(converter, section.Value)
            ? []
            : [$"{section.Path} is '{section.Value}'; it must be {NameOf(Nullable.GetUnderlyingType(type) ?? type)}."];
    }

    private static bool Converts(TypeConverter converter, string value)
    {
        try
        {
            converter.ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string NameOf(Type type) =>
        type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a duration such as 00:00:10"
        : $"a {type.Name}";
}
