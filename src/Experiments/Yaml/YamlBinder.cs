using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Yaml;

/// <summary>
/// Builds records from YAML and reports every key that is unknown or missing and every value of the wrong kind or out of its
/// <see cref="BoundsAttribute">bounds</see>, each with its line, instead of stopping at the first. Keys are property names in camel
/// case; a single value stands for a list of one; nothing, for a property that is not required, stands for its default.
/// </summary>
internal sealed class YamlBinder(YamlSource source)
{
    /// <summary>The record as far as it could be read: what is not <see cref="YamlSource.IsSound">sound</see> has its type's default.</summary>
    public T Bind<T>(YamlMapping node, string path) where T : class => (T)BindRecord(node, typeof(T), path);

    private object? BindValue(YamlNode node, Type type, PropertyInfo property, string path)
    {
        source.Place(path, node);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node is YamlScalar { IsNothing: true }) source.Add(path, node, $"{path}: nothing is written here; expected {Describe(type)}.");
        else if (IsList(type)) return BindList(node, type, property, path);
        else if (node is YamlScalar scalar) return BindScalar(scalar, type, property, path);
        else if (node is YamlMapping mapping && IsRecord(type)) return BindRecord(mapping, type, path);
        else source.Add(path, node, $"{path}: expected {Describe(type)}.");
        return null;
    }

    private object BindRecord(YamlMapping node, Type type, string path)
    {
        var properties = type.GetProperties().Where(BoundsCheck.IsField).ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        var record = RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor(Type.EmptyTypes) is { } constructor) constructor.Invoke(record, null);
        foreach (var (keyNode, valueNode) in node.Entries)
        {
            var (key, place) = (keyNode.Value, Join(path, keyNode.Value));
            if (!properties.TryGetValue(key, out var property))
            {
                source.Add(place, keyNode, $"{OneLine.Shown(place)}: unknown key. {Suggestion.For(key, properties.Keys)}");
                if (Suggestion.Nearest(key, properties.Keys) is { } meant) source.Fault(Join(path, meant));
            }
            else if (valueNode is YamlScalar { IsNothing: true } && !IsRequired(property)) source.Place(place, valueNode);
            else if (BindValue(valueNode, property.PropertyType, property, place) is { } value) property.SetValue(record, value);
        }
        foreach (var (key, property) in properties)
            if (node.Find(key) is null && IsRequired(property) && source.IsSound(Join(path, key)))
                source.Add(Join(path, key), node, $"{Join(path, key)}: missing; expected {Describe(property.PropertyType)}.");
        return record;
    }

    private object BindList(YamlNode node, Type listType, PropertyInfo property, string path)
    {
        var elementType = listType.GetGenericArguments()[0];
        var nodes = node is YamlSequence sequence ? sequence.Items : [node];
        if (BoundsCheck.CountProblem(nodes.Count, property) is { } problem) source.Add(path, node, $"{path}: {problem}");
        var items = Array.CreateInstance(elementType, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
            if (BindValue(nodes[i], elementType, property, node is YamlSequence ? $"{path}[{i}]" : path) is { } item) items.SetValue(item, i);
        return EquatableList.FromArray(elementType, items);
    }

    private object? BindScalar(YamlScalar node, Type type, PropertyInfo property, string path)
    {
        var value = Convert(node.Value, type, property, out var problem);
        if (problem is not null) source.Add(path, node, $"{path}: {problem}");
        return value;
    }

    private static object? Convert(string text, Type type, PropertyInfo property, out string? problem)
    {
        var bounds = property.GetCustomAttribute<BoundsAttribute>();
        if (type == typeof(string))
        {
            problem = BoundsCheck.TextProblem(text, property);
            return problem is null ? text : null;
        }
        if (type == typeof(int)) return NumberText.ReadWhole(text, bounds, out problem);
        if (type == typeof(double)) return NumberText.ReadReal(text, bounds, out problem);
        if (type == typeof(SnrDb) && SnrDb.TryParse(text, out var snr))
        {
            problem = bounds?.Hold(snr.Value) == false ? NumberText.OutOfRange(text, bounds) : null;
            return snr;
        }
        problem = null;
        if (type == typeof(bool) && bool.TryParse(text, out var isTrue)) return isTrue;
        if (type.IsEnum && EnumNames(type).TryGetValue(text, out var named)) return named;
        problem = $"'{OneLine.Shown(text)}' is not {Describe(type)}. {(type.IsEnum ? Suggestion.For(text, EnumNames(type).Keys) : "")}".TrimEnd();
        return null;
    }

    private static Dictionary<string, object?> EnumNames(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name, field => field.GetValue(null));

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>);

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string);

    private static bool IsRequired(PropertyInfo property) => property.GetCustomAttribute<RequiredMemberAttribute>() is not null;

    private static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int)) return "a whole number";
        if (type == typeof(double)) return "a number";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(SnrDb)) return "a number of decibels or inf";
        if (type == typeof(string)) return "text";
        if (type.IsEnum) return $"one of {string.Join(", ", EnumNames(type).Keys)}";
        if (IsList(type)) return $"a list, each element {Describe(type.GetGenericArguments()[0])}";
        return "a mapping of 'key: value' lines";
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
