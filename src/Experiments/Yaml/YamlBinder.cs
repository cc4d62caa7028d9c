using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Units;
using YamlDotNet.RepresentationModel;

namespace JsccGrid.Experiments.Yaml;

/// <summary>
/// Builds records from YAML and reports every key that is unknown, missing or of the wrong kind, each with its line, instead
/// of stopping at the first. Keys are property names in camel case; a single value stands for a list of one.
/// </summary>
internal sealed class YamlBinder(YamlSource source)
{
    /// <summary>The record, or null when an error was added for it or something inside it.</summary>
    public T? Bind<T>(YamlMappingNode node, string path) where T : class
    {
        var errorsBefore = source.Errors.Count;
        var record = BindRecord(node, typeof(T), path);
        return source.Errors.Count == errorsBefore ? (T?)record : null;
    }

    private object? BindValue(YamlNode node, Type type, string path)
    {
        source.Place(path, node);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>)) return BindList(node, type, path);
        if (node is YamlScalarNode scalar) return BindScalar(scalar, type, path);
        if (node is YamlMappingNode mapping && IsRecord(type)) return BindRecord(mapping, type, path);
        source.Add(node, $"{path}: expected {Describe(type)}.");
        return null;
    }

    private object? BindRecord(YamlMappingNode node, Type type, string path)
    {
        var properties = type.GetProperties().Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        var record = RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor(Type.EmptyTypes) is { } constructor) constructor.Invoke(record, null);
        var seen = new HashSet<string>();
        foreach (var (keyNode, valueNode) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (!properties.TryGetValue(key, out var property))
            {
                source.Add(keyNode, $"{Join(path, key)}: unknown key. {Suggestion.For(key, properties.Keys)}");
                continue;
            }
            seen.Add(key);
            if (BindValue(valueNode, property.PropertyType, Join(path, key)) is { } value) property.SetValue(record, value);
        }
        foreach (var (key, property) in properties)
            if (!seen.Contains(key) && property.GetCustomAttribute<RequiredMemberAttribute>() is not null)
                source.Add(node, $"{Join(path, key)}: missing; expected {Describe(property.PropertyType)}.");
        return record;
    }

    private object? BindList(YamlNode node, Type listType, string path)
    {
        var elementType = listType.GetGenericArguments()[0];
        var nodes = node is YamlSequenceNode sequence ? [.. sequence.Children] : new List<YamlNode> { node };
        var items = Array.CreateInstance(elementType, nodes.Count);
        var complete = true;
        for (var i = 0; i < nodes.Count; i++)
        {
            var itemPath = node is YamlSequenceNode ? $"{path}[{i}]" : path;
            if (BindValue(nodes[i], elementType, itemPath) is { } item) items.SetValue(item, i);
            else complete = false;
        }
        return complete ? EquatableList.FromArray(elementType, items) : null;
    }

    private object? BindScalar(YamlScalarNode node, Type type, string path)
    {
        var text = node.Value ?? "";
        if (Convert(text, type) is { } value) return value;
        var suggestion = type.IsEnum ? Suggestion.For(text, EnumNames(type).Keys) : "";
        source.Add(node, $"{path}: '{text}' is not {Describe(type)}. {suggestion}".TrimEnd());
        return null;
    }

    private static object? Convert(string text, Type type)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null;
        if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? d : null;
        if (type == typeof(bool)) return bool.TryParse(text, out var b) ? b : null;
        if (type == typeof(SnrDb)) return SnrDb.TryParse(text, out var snr) ? snr : null;
        if (type.IsEnum) return EnumNames(type).GetValueOrDefault(text);
        return null;
    }

    private static Dictionary<string, object?> EnumNames(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name, field => field.GetValue(null));

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string);

    private static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int)) return "a whole number";
        if (type == typeof(double)) return "a number";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(SnrDb)) return "a number of decibels or inf";
        if (type == typeof(string)) return "text";
        if (type.IsEnum) return $"one of {string.Join(", ", EnumNames(type).Keys)}";
        if (type.IsGenericType) return $"a list, each element {Describe(type.GetGenericArguments()[0])}";
        return "a mapping of 'key: value' lines";
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
