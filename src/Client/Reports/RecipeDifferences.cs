using System.Text.Json;
using System.Text.Json.Nodes;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Client.Reports;

/// <summary>Where one recipe departs from another, field by field.</summary>
internal static class RecipeDifferences
{
    /// <summary>Rows of (field, first recipe's value, second's) by field; the name does not count.</summary>
    public static IReadOnlyList<(string Field, string First, string Second)> Between(Recipe first, Recipe second)
    {
        var (left, right) = (Flatten(first with { Name = "" }), Flatten(second with { Name = "" }));
        return [.. left.Keys.Union(right.Keys)
            .Select(field => (field, left.GetValueOrDefault(field, "–"), right.GetValueOrDefault(field, "–")))
            .Where(row => row.Item2 != row.Item3)];
    }

    private static Dictionary<string, string> Flatten(Recipe recipe)
    {
        var fields = new Dictionary<string, string>();
        Add(fields, "", JsonSerializer.SerializeToNode(recipe, ExperimentJson.Compact));
        return fields;
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonNode? node)
    {
        if (node is not JsonObject properties)
        {
            fields[path] = Text(node);
            return;
        }
        foreach (var (name, value) in properties) Add(fields, path.Length == 0 ? name : $"{path}.{name}", value);
    }

    private static string Text(JsonNode? node) => node switch
    {
        JsonArray items => string.Join(items.Any(item => item is JsonObject) ? "; " : ", ", items.Select(Text)),
        JsonObject properties => string.Join(", ", properties.Select(property => $"{property.Key} {Text(property.Value)}")),
        null => "none",
        _ => node.ToString(),
    };
}
