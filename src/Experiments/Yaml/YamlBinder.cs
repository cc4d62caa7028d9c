using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Yaml;

/// <summary>
/// Builds records from YAML and reports every key that is unknown or missing and every value of the wrong kind or out of its
/// <see cref="BoundsAttribute">bounds</see>, each with its line, instead of stopping at the first. Keys are property names in camel
/// case, and those of the axes that a sweep or a selection has besides; a single value stands for a list of one; nothing, for a property
/// that is not required, stands for its default.
/// </summary>
/// <param name="source">Takes the errors.</param>
/// <param name="schemes">Schemes that may be named beside those of the catalogue.</param>
internal sealed class YamlBinder(YamlSource source, params IEnumerable<Scheme> schemes)
{
    /// <summary>
    /// The record as far as it could be read: what is not <see cref="YamlSource.IsSound">sound</see> has its type's default.
    /// </summary>
    /// <param name="node">What is written.</param>
    /// <param name="path">Where; empty for the whole document.</param>
    /// <param name="others">Keys that are read elsewhere.</param>
    public T Bind<T>(YamlMapping node, string path, params IReadOnlyList<string> others) where T : class =>
        (T)BindRecord(node, typeof(T), path, others);

    private object? BindValue(YamlNode node, Type type, Limits limits, string path)
    {
        source.Place(path, node);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node is YamlScalar { IsNothing: true }) source.Add(path, node, $"{path}: nothing is written here; expected {Describe(type)}.");
        else if (IsList(type)) return EquatableList.FromArray(ElementOf(type), BindList(node, ElementOf(type), limits, path));
        else if (node is YamlScalar scalar) return BindScalar(scalar, type, limits, path);
        else if (node is YamlMapping mapping && IsRecord(type)) return BindRecord(mapping, type, path);
        else source.Add(path, node, $"{path}: expected {Describe(type)}.");
        return null;
    }

    private object BindRecord(YamlMapping node, Type type, string path, params IReadOnlyList<string> others)
    {
        var properties = type.GetProperties().Where(BoundsCheck.IsField)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        var record = RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor(Type.EmptyTypes) is { } constructor) constructor.Invoke(record, null);
        foreach (var (keyNode, valueNode) in node.Entries)
        {
            if (!properties.TryGetValue(keyNode.Value, out var property)) continue;
            var place = Join(path, keyNode.Value);
            if (valueNode is YamlScalar { IsNothing: true } && !IsRequired(property)) source.Place(place, valueNode);
            else if (BindValue(valueNode, property.PropertyType, Limits.Of(property), place) is { } value) property.SetValue(record, value);
        }
        var axes = record is IAlongAxes along ? along.PossibleAxes.ToList() : [];
        var known = properties.Keys.Concat(axes.Select(axis => axis.Key)).Concat(others).ToList();
        foreach (var key in node.Entries.Select(entry => entry.Key).Where(key => !known.Contains(key.Value)))
        {
            var place = Join(path, key.Value);
            source.Add(place, key, $"{OneLine.Shown(place)}: unknown key. {Suggestion.For(key.Value, known)}");
            if (Suggestion.Nearest(key.Value, known) is { } meant) source.Fault(Join(path, meant));
        }
        foreach (var (key, property) in properties)
            if (node.Find(key) is null && IsRequired(property) && source.IsSound(Join(path, key)))
                source.Add(Join(path, key), node, $"{Join(path, key)}: missing; expected {Describe(property.PropertyType)}.");
        return record is IAlongAxes empty ? empty.Along(axes.Select(axis => BindAxis(node, axis, path)).OfType<SweptAxis>()) : record;
    }

    /// <summary>Null if there is nothing under the axis' key. A value that is not sound is nothing.</summary>
    private SweptAxis? BindAxis(YamlMapping node, Axis axis, string path)
    {
        var place = Join(path, axis.Key);
        if (node.Find(axis.Key) is not { } values) return null;
        source.Place(place, values);
        if (values is YamlScalar { IsNothing: true }) return null;
        var limits = new Limits(axis.Bounds, new CountAttribute(1, GridDefinition.MaxCells), axis.Words)
        {
            Text = new CountAttribute(1, CoordinateValue.MaxWord) { Of = "characters" },
        };
        var items = BindList(values, axis.Type, limits, place).Cast<object?>();
        return new SweptAxis(axis.Key, [.. items.Select(item => item is null ? default : CoordinateValue.Of(item))]);
    }

    private Array BindList(YamlNode node, Type elementType, Limits limits, string path)
    {
        var nodes = node is YamlSequence sequence ? sequence.Items : [node];
        if (BoundsCheck.CountProblem(nodes.Count, limits.Count) is { } problem) source.Add(path, node, $"{path}: {problem}");
        var items = Array.CreateInstance(elementType, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
            if (BindValue(nodes[i], elementType, limits, node is YamlSequence ? $"{path}[{i}]" : path) is { } item) items.SetValue(item, i);
        return items;
    }

    private object? BindScalar(YamlScalar node, Type type, Limits limits, string path)
    {
        var value = Convert(node.Value, type, limits, out var problem);
        if (problem is not null) source.Add(path, node, $"{path}: {problem}");
        return value;
    }

    private object? Convert(string text, Type type, Limits limits, out string? problem)
    {
        var bounds = limits.Bounds;
        if (type == typeof(string) && limits.Words is null)
        {
            problem = BoundsCheck.TextProblem(text, limits.Text);
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
        var names = limits.Words?.ToDictionary(word => word, object? (word) => word) ?? NamesOf(type);
        if (names?.TryGetValue(text, out var named) == true) return named;
        var expected = names is null ? Describe(type) : OneOf(names);
        problem = $"'{OneLine.Shown(text)}' is not {expected}. {(names is null ? "" : Suggestion.For(text, names.Keys))}".TrimEnd();
        return null;
    }

    /// <summary>What the values of a type are called of which there are only some; null for another type.</summary>
    private Dictionary<string, object?>? NamesOf(Type type) =>
        type == typeof(Scheme) ? SchemeCatalog.All.Concat(schemes).ToDictionary(scheme => scheme.Name, object? (scheme) => scheme)
        : type.IsEnum ? EnumNames.All(type).ToDictionary(named => named.Name, object? (named) => named.Value)
        : null;

    private static string OneOf(Dictionary<string, object?> names) => $"one of {string.Join(", ", names.Keys)}";

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>);

    private static Type ElementOf(Type listType) => listType.GetGenericArguments()[0];

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type != typeof(Scheme);

    private static bool IsRequired(PropertyInfo property) => property.GetCustomAttribute<RequiredMemberAttribute>() is not null;

    private string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int)) return "a whole number";
        if (type == typeof(double)) return "a number";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(SnrDb)) return "a number of decibels or inf";
        if (type == typeof(string)) return "text";
        if (NamesOf(type) is { } names) return OneOf(names);
        if (IsList(type)) return $"a list, each element {Describe(ElementOf(type))}";
        return "a mapping of 'key: value' lines";
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>What the values of a property or an axis may be.</summary>
    private sealed record Limits(BoundsAttribute? Bounds, CountAttribute? Count, IReadOnlyList<string>? Words = null)
    {
        /// <summary>Characters of a text in a list.</summary>
        private const int MaxListed = 200;

        /// <summary>How long a text may be. A property that is a text has no other count.</summary>
        public CountAttribute? Text { get; init; } = Count;

        public static Limits Of(PropertyInfo property)
        {
            var limits = new Limits(property.GetCustomAttribute<BoundsAttribute>(), property.GetCustomAttribute<CountAttribute>());
            return IsList(property.PropertyType) ? limits with { Text = new CountAttribute(1, MaxListed) { Of = "characters" } } : limits;
        }
    }
}
