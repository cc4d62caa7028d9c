using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Serialization;

/// <summary>What values of an enumeration are called in files (<see cref="JsonStringEnumMemberNameAttribute"/>).</summary>
internal static class EnumNames
{
    /// <exception cref="ArgumentOutOfRangeException">It is none of the type's values.</exception>
    public static string Of<T>(T value) where T : struct, Enum =>
        Names<T>.All.TryGetValue(value, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(value), value, null);

    /// <summary>All values of an enumeration with their names, as they stand in it.</summary>
    public static IEnumerable<(string Name, object Value)> All(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select (field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name, field.GetValue(null)!);

    private static class Names<T> where T : struct, Enum
    {
        public static FrozenDictionary<T, string> All { get; } =
            EnumNames.All(typeof(T)).ToFrozenDictionary(named => (T)named.Value, named => named.Name);
    }
}
